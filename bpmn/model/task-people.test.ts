import { describe, expect, it } from '@jest/globals';
import { taskRefusal, type TaskPeople } from './task-people.js';

const petrova = { name: 'i.petrova', roles: ['engineer', 'security'] };
const task = (people: Partial<TaskPeople>): TaskPeople => ({
  assignee: null,
  candidateUsers: [],
  candidateGroups: [],
  ...people,
});

describe('a user task', () => {
  it.each([
    ['nobody has and that names nobody', {}, undefined],
    ['is their own, whoever its candidates are', { assignee: 'i.petrova', candidateGroups: ['qa'] }, undefined],
    ['names them', { candidateUsers: ['i.petrova'], candidateGroups: ['qa'] }, undefined],
    ['names one of their roles', { candidateUsers: ['b'], candidateGroups: ['qa', 'security'] }, undefined],
    ['somebody else has', { assignee: 'b', candidateUsers: ['i.petrova'] }, 'assigned-to-other'],
    ['names other people', { candidateUsers: ['b'] }, 'not-a-candidate'],
    ['names other roles', { candidateGroups: ['qa'] }, 'not-a-candidate'],
  ] as const)('that %s', (_, people, refusal) => {
    expect(taskRefusal(task(people), petrova)).toBe(refusal);
  });
});
