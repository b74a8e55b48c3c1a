namespace Likeness.Cli.Tests.Errors;

/// <summary>Mistakes about mixed tables give one sentence and exit code 2.</summary>
public sealed class BadTableTests(BadTableTests.MixedRun run) : IClassFixture<BadTableTests.MixedRun>, IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("colour=mauve", "mauve")]
    [InlineData("colur=red", "colur")]
    [InlineData("size>90", "size")]
    [InlineData("size>5, size<3", "size")]
    [InlineData("colour=red, colour=blue", "colour")]
    [InlineData("day=2031-02-30", "day")]
    public async Task ConditionsThatCannotHoldAreNamed(string condition, string part) =>
        Assert.Contains(
            part,
            (await Cli.RunAsync(run.Folder.FullPath, "sample", "run", "-n", "5", "--condition", condition)).Sentence()
        );

    [Theory]
    [InlineData(
        "{\"version\": 1, \"columns\": [{\"name\": \"colur\", \"kind\": \"category\"}]}",
        "did you mean 'colour'?"
    )]
    [InlineData("{\"version\": 1, \"columns\": [{\"name\": \"size\", \"kind\": \"colour\"}]}", "colour")]
    [InlineData("{\"version\": 9, \"columns\": []}", "version")]
    [InlineData(
        "{\"version\": 1, \"columns\": [{\"name\": \"colour\", \"kind\": \"number\"}]}",
        "line 2, column 'colour'"
    )]
    [InlineData(
        "{\"version\": 1, \"columns\": [{\"name\": \"colour\", \"kind\": \"category\", \"levels\": [\"red\"]}]}",
        "blue"
    )]
    [InlineData("no json", "not JSON")]
    public async Task AWrongSchemaIsNamed(string schema, string part)
    {
        folder.Write("schema.json", schema);
        string sentence = (
            await Cli.RunAsync(
                folder.FullPath,
                "train",
                "trees",
                "--data",
                run.Folder["data.csv"],
                "--schema",
                "schema.json"
            )
        ).Sentence();
        Assert.Contains(part, sentence);
    }

    [Theory]
    [InlineData("name,n\na,1\nb,2\nc,3\n")]
    [InlineData("n\n1\n2\n3\n")]
    public async Task ATableOfThreeRowsIsTooSmall(string text)
    {
        folder.Write("three.csv", text);
        Assert.Contains(
            "rows",
            (await Cli.RunAsync(folder.FullPath, "train", "trees", "--data", "three.csv")).Sentence()
        );
    }

    [Fact]
    public async Task ATableOfKeysOnlyTeachesNothing()
    {
        folder.Write(
            "keys.csv",
            "id,code\n" + string.Concat(Enumerable.Range(1, 60).Select(i => $"{i},K-{i * 7919 % 1009:0000}\n"))
        );
        foreach (string model in new[] { "trees", "realnvp" })
        {
            Assert.Contains(
                "nothing to learn",
                (await Cli.RunAsync(folder.FullPath, "train", model, "--data", "keys.csv")).Sentence()
            );
        }
    }

    [Theory]
    [InlineData("score")]
    [InlineData("impute")]
    public async Task AnUnknownColumnIsNamed(string command)
    {
        folder.Write("other.csv", "colour,sise,day\nred,1,2024-01-01\nblue,2,2024-01-02\n");
        Assert.Contains(
            "sise",
            (await Cli.RunAsync(run.Folder.FullPath, command, "run", "--data", folder["other.csv"])).Sentence()
        );
    }

    /// <summary>A run on a small mixed table.</summary>
    public sealed class MixedRun : IAsyncLifetime
    {
        public TemporaryFolder Folder { get; } = new();

        public async Task InitializeAsync()
        {
            string[] colours = ["red", "blue", "green"];
            Folder.Write(
                "data.csv",
                "colour,size,day\n"
                    + string.Concat(
                        Enumerable
                            .Range(0, 120)
                            .Select(i => $"{colours[i % 3]},{i * 7 % 10},2024-01-{1 + (i % 28):00}\n")
                    )
            );
            (await Cli.RunAsync(Folder.FullPath, "train", "trees", "--data", "data.csv", "--out", "run")).Succeeded();
        }

        public Task DisposeAsync()
        {
            Folder.Dispose();
            return Task.CompletedTask;
        }
    }
}
