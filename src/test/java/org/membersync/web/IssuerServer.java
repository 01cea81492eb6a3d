package org.membersync.web;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An OpenID Connect issuer with one key, that issues tokens for the audience {@code membersync}. */
final class IssuerServer {

    static final String AUDIENCE = "membersync";

    private final HttpServer server;
    private final RSAKey key = newKey("first");
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    private IssuerServer(HttpServer server) {
        this.server = server;
    }

    static IssuerServer start() {
        try {
            InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            IssuerServer issuer = new IssuerServer(HttpServer.create(new InetSocketAddress(loopback, 0), 0));
            issuer.server.createContext("/", issuer::handle);
            issuer.server.start();
            return issuer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String uri() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/tenant";
    }

    /** Paths that were asked for. */
    List<String> asked() {
        return asked;
    }

    void away(boolean away) {
        this.away = away;
    }

    void stop() {
        server.stop(0);
    }

    /** The claims of a good token. */
    JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer(uri())
                .subject("heyloyalty")
                .audience(AUDIENCE)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)));
    }

    String token(JWTClaimsSet.Builder claims) {
        return token(claims, JOSEObjectType.JWT);
    }

    String token(JWTClaimsSet.Builder claims, JOSEObjectType type) {
        return signed(claims, type, key);
    }

    /** Signed by somebody else, in the name of the issuer's key. */
    String forged(JWTClaimsSet.Builder claims) {
        return signed(claims, JOSEObjectType.JWT, newKey("first"));
    }

    /** Signed with a key that the issuer never told. */
    String withUnknownKey(JWTClaimsSet.Builder claims) {
        return signed(claims, JOSEObjectType.JWT, newKey("second"));
    }

    static String unsigned(JWTClaimsSet.Builder claims) {
        return new PlainJWT(claims.build()).serialize();
    }

    private static String signed(JWTClaimsSet.Builder claims, JOSEObjectType type, RSAKey key) {
        try {
            JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.RS256)
                    .keyID(key.getKeyID())
                    .type(type)
                    .build();
            SignedJWT token = new SignedJWT(header, claims.build());
            token.sign(new RSASSASigner(key));
            return token.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey newKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        asked.add(path);
        if (away) {
            exchange.sendResponseHeaders(503, -1);
        } else if (path.equals("/tenant/.well-known/openid-configuration")) {
            answer(exchange, "{\"issuer\":\"" + uri() + "\",\"jwks_uri\":\"" + uri() + "/keys\"}");
        } else if (path.equals("/tenant/keys")) {
            answer(exchange, new JWKSet(key.toPublicJWK()).toString());
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private static void answer(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
