# The product without its servers: API, worker and mail process, migrations, backup and restore (docs/operations.md).
FROM node:20.20.2-bookworm-slim AS build
WORKDIR /build
# Spares Prisma a download that the project does not need, and packages their telemetry.
ENV PRISMA_SCHEMA_ENGINE_BINARY=/build/prisma/schema-engine/schema-engine.mjs \
    IBM_TELEMETRY_DISABLED=true
COPY package.json package-lock.json ./
COPY prisma/schema-engine prisma/schema-engine
RUN npm ci --omit=dev --no-audit --no-fund
COPY . .
RUN npm run build \
    && node embedded/build/keep-runtime-packages.mjs api worker mail verify migrate backup restore health

FROM node:20.20.2-bookworm-slim
LABEL org.opencontainers.image.title="Reglament" \
      org.opencontainers.image.description="Support and release regulations as durable BPMN processes" \
      org.opencontainers.image.licenses="Apache-2.0"
ENV NODE_ENV=production \
    REGLAMENT_DATA=/var/lib/reglament
RUN install -d -m 0700 -o node -g node /var/lib/reglament
WORKDIR /srv/reglament
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/package.json /build/LICENSE ./
COPY --from=build /build/prisma/migrations prisma/migrations
COPY --from=build /build/engine/sql engine/sql
COPY --from=build /build/desk/sql desk/sql
COPY --from=build /build/regulations regulations
COPY --from=build /build/dist dist
USER 1000:1000
EXPOSE 8080 2525
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 CMD ["node", "dist/health.js", "api"]
CMD ["node", "--always-sparkplug", "--interrupt-budget=12000", "--enable-source-maps", "dist/api.js"]
