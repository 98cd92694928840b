import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.GraphDatabaseSettings;
import org.neo4j.configuration.connectors.BoltConnector;
import org.neo4j.configuration.helpers.SocketAddress;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Runs one Neo4j in this process: arguments are its folder and its Bolt port on loopback; the password comes from NEO4J_TEST_PASSWORD. */
public final class Neo4jLauncher {
  public static void main(String[] arguments) {
    var service = new DatabaseManagementServiceBuilder(Path.of(arguments[0]))
        .setConfig(BoltConnector.enabled, true)
        .setConfig(BoltConnector.listen_address, new SocketAddress("127.0.0.1", Integer.parseInt(arguments[1])))
        .setConfig(GraphDatabaseSettings.auth_enabled, true)
        .setConfig(GraphDatabaseSettings.auth_max_failed_attempts, 0)
        .setConfig(GraphDatabaseSettings.pagecache_memory, 64L << 20)
        .build();
    Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
    service.database("system").executeTransactionally(
        "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
        Map.of("password", System.getenv("NEO4J_TEST_PASSWORD")));
    System.out.println("ready");
  }
}
