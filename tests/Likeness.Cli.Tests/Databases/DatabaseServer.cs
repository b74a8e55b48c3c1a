using System.Diagnostics;
using Npgsql;

namespace Likeness.Cli.Tests.Databases;

/// <summary>
/// A PostgreSQL server of its own for the tests: in a temporary folder, on a Unix socket there, run by an ordinary user, as the server refuses root. Without
/// a server on this machine the tests are skipped.
/// </summary>
public sealed class DatabaseServer : IAsyncLifetime
{
    /// <summary>A role that needs <see cref="Password"/>.</summary>
    public const string LockedRole = "locked";

    /// <summary>Its password.</summary>
    public const string Password = "open-sesame";

    private const string Binaries = "/usr/lib/postgresql";
    private static readonly string[] OrdinaryUsers = ["postgres", "nobody"];

    private readonly string folder = Directory.CreateTempSubdirectory("likeness-pg-").FullName;
    private string? user;
    private string? binaries;
    private string? absent;

    /// <summary>The address of a table.</summary>
    public string Address(string? table, string role = "postgres") =>
        $"postgresql://{role}@/postgres?host={folder}{(table is null ? "" : $"&table={table}")}";

    /// <summary>Skips a test where there is no server.</summary>
    public void Require() => Skip.If(absent is not null, absent);

    public async Task InitializeAsync()
    {
        binaries = FindBinaries();
        absent = binaries is null ? "PostgreSQL is not installed (initdb is not found)" : await FindUserAsync();
        if (absent is not null)
        {
            return;
        }

        string data = Path.Combine(folder, "data");
        await RunAsync("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync");
        await File.WriteAllTextAsync(
            Path.Combine(data, "pg_hba.conf"),
            $"local all {LockedRole} scram-sha-256\nlocal all all trust\n"
        );
        await RunAsync(
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-l",
            Path.Combine(folder, "log"),
            "-o",
            $"-k {folder} -c listen_addresses='' -c fsync=off -c max_connections=20",
            "start"
        );
        Execute($"create role {LockedRole} login password '{Password}'");
        Execute(DatabaseTables.Sql);
    }

    public async Task DisposeAsync()
    {
        if (absent is null)
        {
            await RunAsync("pg_ctl", "-D", Path.Combine(folder, "data"), "-m", "immediate", "stop");
        }

        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Runs a command of SQL.</summary>
    public void Execute(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>The first value of a query, as text; empty for none.</summary>
    public string Ask(string sql)
    {
        using var connection = Open();
        using var command = new NpgsqlCommand($"select ({sql})::text", connection);
        return command.ExecuteScalar() as string ?? "";
    }

    private NpgsqlConnection Open()
    {
        var connection = new NpgsqlConnection($"Host={folder};Username=postgres;Database=postgres;Pooling=false");
        connection.Open();
        return connection;
    }

    private static string? FindBinaries()
    {
        string[] versions = Directory.Exists(Binaries)
            ?
            [
                .. Directory
                    .EnumerateDirectories(Binaries)
                    .Order(StringComparer.Ordinal)
                    .Select(one => Path.Combine(one, "bin")),
            ]
            : [];
        string[] path = Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [];
        return versions.Reverse().Concat(path).FirstOrDefault(one => File.Exists(Path.Combine(one, "initdb")));
    }

    // Null, or why no user can run the server.
    private async Task<string?> FindUserAsync()
    {
        if (Environment.UserName != "root")
        {
            return null;
        }

        foreach (string name in OrdinaryUsers)
        {
            if (await TryAsync("chown", name, folder) && await TryAsync("setpriv", [.. As(name), "true"]))
            {
                user = name;
                return null;
            }
        }

        return "PostgreSQL refuses root, and there is no other user to run it";
    }

    private static string[] As(string name) => ["--reuid", name, "--regid", name, "--clear-groups"];

    private async Task RunAsync(string program, params string[] arguments)
    {
        string file = Path.Combine(binaries!, program);
        bool succeeded = user is null
            ? await TryAsync(file, arguments)
            : await TryAsync("setpriv", [.. As(user), file, .. arguments]);
        Assert.True(succeeded, $"{program} failed");
    }

    private async Task<bool> TryAsync(string file, params string[] arguments)
    {
        try
        {
            // The output is not redirected: the server would keep the pipe open.
            using var process = Process.Start(
                new ProcessStartInfo(
                    "/bin/sh",
                    ["-c", "exec \"$@\" > /dev/null 2>&1 < /dev/null", "sh", file, .. arguments]
                )
                {
                    WorkingDirectory = folder,
                }
            )!;
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>The tests that share the server.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseTestGroup : ICollectionFixture<DatabaseServer>
{
    public const string Name = "database";
}
