using Likeness.Testing;

namespace Likeness.Cli.Tests.Databases;

/// <summary>A run on a table of a database: trained, sampled, imputed, scored and evaluated again; nothing of a password is kept.</summary>
[Collection(DatabaseTestGroup.Name)]
public sealed class DatabaseRunTests(DatabaseServer server) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task ATableIsLearnedAndWrittenBack()
    {
        LongTest.Require();
        server.Require();
        string orders = server.Address("orders", DatabaseServer.LockedRole);
        var password = ("PGPASSWORD", DatabaseServer.Password);
        string[] train = ["train", "trees", "--data", orders, "--out", "run"];
        (await Cli.RunUnderAsync(password, folder.FullPath, train)).Succeeded();
        Assert.All(
            Directory.EnumerateFiles(folder["run"], "*", SearchOption.AllDirectories),
            file => Assert.DoesNotContain(DatabaseServer.Password, File.ReadAllText(file))
        );

        string synthetic = server.Address("synthetic");
        await SucceedAsync("sample", "run", "-n", "400", "--out", synthetic);
        Assert.Equal("400", server.Ask("select count(*) from synthetic"));
        Assert.Equal(
            server
                .Ask(DatabaseTables.TypesOf("orders"))
                .Replace("ticket bigint", "ticket numeric", StringComparison.Ordinal),
            server.Ask(DatabaseTables.TypesOf("synthetic"))
        );
        Assert.Equal(
            "0",
            server.Ask("select count(*) from synthetic where id <= 300 or amount > 75 or feeling is null")
        );
        Assert.NotEqual("0", server.Ask("select count(*) from synthetic where amount is null"));
        Assert.Equal("0", server.Ask("select count(*) from synthetic s join orders o using (code)"));

        Assert.Contains(
            "there is a table 'synthetic' already (name another one, or give --replace or --append)",
            (await RunAsync("sample", "run", "--out", synthetic)).Sentence()
        );
        await SucceedAsync("sample", "run", "-n", "50", "--out", synthetic, "--append");
        Assert.Equal("450", server.Ask("select count(*) from synthetic"));
        await SucceedAsync("sample", "run", "-n", "60", "--out", synthetic, "--replace");
        Assert.Equal("60", server.Ask("select count(*) from synthetic"));
        Assert.Contains(
            "--append",
            (await RunAsync("sample", "run", "--out", synthetic, "--append", "--replace")).Sentence()
        );
        Assert.Contains(
            "a table of a database",
            (await RunAsync("sample", "run", "--out", "a.csv", "--replace")).Sentence()
        );

        await SucceedAsync("impute", "run", "--data", server.Address("orders"), "--out", server.Address("imputed"));
        Assert.Equal("0", server.Ask("select count(*) from imputed where amount is null"));
        Assert.Equal(
            "300",
            server.Ask(
                "select count(*) from imputed i join orders o using (id, customer, quantity, ticket, paid, day, made, sent, took, opens, code, feeling, note, ratio, cash) where i.amount = o.amount or o.amount is null"
            )
        );
        await SucceedAsync("score", "run", "--data", server.Address("orders"), "--out", server.Address("scores"));
        Assert.Equal("300", server.Ask("select count(log_density) from scores"));
        (await Cli.RunUnderAsync(password, folder.FullPath, "evaluate", "run")).Succeeded();
    }

    [SkippableFact]
    public async Task ChangedRowsAreRefused()
    {
        server.Require();
        server.Execute("create table changing as select i as a, i * i % 7 as b from generate_series(1, 100) i");
        await SucceedAsync("train", "trees", "--data", server.Address("changing"), "--out", "run");
        server.Execute("update changing set b = 9 where a = 50");
        Assert.Contains("the data differs from the run's data", (await RunAsync("evaluate", "run")).Sentence());
        server.Execute("drop table changing");
        Assert.Contains("there is no table 'changing'", (await RunAsync("evaluate", "run")).Sentence());
    }

    [Trait("Category", "Long")]
    [SkippableFact]
    public async Task AFileGoesIntoATable()
    {
        LongTest.Require();
        server.Require();
        folder.Write(
            "people.csv",
            "name;born;paid;owed\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 60)
                        .Select(i => $"n{i % 4};{i % 28 + 1:00}.03.1990;{(i % 2 == 0 ? "yes" : "no")};{i % 9},50\n")
                )
        );
        await SucceedAsync("train", "trees", "--data", "people.csv", "--out", "run");
        await SucceedAsync("sample", "run", "-n", "30", "--out", server.Address("people"));
        Assert.Equal("name text, born date, paid boolean, owed numeric", server.Ask(DatabaseTables.TypesOf("people")));
        Assert.Equal("30", server.Ask("select count(*) from people where born between '1990-03-01' and '1990-03-28'"));
        server.Execute("create table short (name varchar(1), born date, paid boolean, owed numeric)");
        Assert.Contains(
            "value too long",
            (await RunAsync("sample", "run", "--out", server.Address("short"), "--append")).Sentence()
        );
        Assert.Equal("0", server.Ask("select count(*) from short"));
    }

    private async Task SucceedAsync(params string[] arguments) => (await RunAsync(arguments)).Succeeded();

    private Task<CliResult> RunAsync(params string[] arguments) => Cli.RunAsync(folder.FullPath, arguments);
}
