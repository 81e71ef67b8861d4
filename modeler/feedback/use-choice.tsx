import { Button, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { say } from './feedback.js';

/** One of the answers to a question, as a verb. */
export interface Answer<Key extends string> {
  readonly key: Key;
  readonly label: ReactNode;
  readonly primary?: boolean;
}

/** A question with several answers. */
export interface Choice<Key extends string> {
  readonly title: string;
  readonly text: ReactNode;
  readonly answers: readonly Answer<Key>[];
}

/** Asks a question; resolves with the answer, undefined where there was none: the dialog was closed. */
export const useChoice = (): (<Key extends string>(choice: Choice<Key>) => Promise<Key | undefined>) => {
  const { t } = useTranslation();
  return ({ title, text, answers }) =>
    new Promise((resolve) => {
      say(({ modal }) => {
        const dialog = modal.confirm({
          title,
          icon: null,
          width: 560,
          content: text,
          keyboard: true,
          maskClosable: true,
          afterClose: () => resolve(undefined),
          footer: (
            <Flex wrap gap="small" justify="end" style={{ marginTop: 16 }}>
              <Button onClick={() => dialog.destroy()}>{t('choice.cancel')}</Button>
              {answers.map(({ key, label, primary = false }) => (
                <Button
                  key={key}
                  type={primary ? 'primary' : 'default'}
                  autoFocus={primary}
                  onClick={() => {
                    resolve(key);
                    dialog.destroy();
                  }}
                >
                  {label}
                </Button>
              ))}
            </Flex>
          ),
        });
      });
    });
};
