using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Validity;
using Likeness.Runs;
using Likeness.Tests.Figures.Report;
using TemporaryFolder = Likeness.Testing.TemporaryFolder;

namespace Likeness.Tests.Modalities.Tables.Validity;

/// <summary>What files say in other ways, and rows and keys that are copies.</summary>
public sealed class CopiedRowsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("true", "false")]
    [InlineData("1", "0")]
    [InlineData("yes", "no")]
    public void BooleansOfOtherSpellingsAreTheSame(string yes, string no)
    {
        var compared = Read(Paid(2, yes, no), Paid(3, "True", "False"));
        var (known, _, generated) = compared.Rows;
        int at = known.Width - 1;
        Assert.Equal(known.Columns[at].Kind, generated.Columns[at].Kind);
        Assert.Equal(200, generated.ColumnValues(at).Sum());
        Assert.Equal(
            [
                $"Column 'paid' is False or True in the real rows and {no} or {yes} in the generated ones: these were taken for the same.",
            ],
            compared.Remarks
        );
        Assert.Empty(Read(Paid(2, "True", "False"), Paid(3, "True", "False")).Remarks);
    }

    [Fact]
    public void KeysOfTrainingRowsAreTold()
    {
        var generated = StayRows.Create(2, 600);
        var others = StayRows.Create(3, 600);
        Assert.Empty(Keys(generated));
        string[] copied = [.. StayRows.Create(1, 600)["id"].Take(300)];
        Assert.StartsWith(
            "50.0 % of the generated 'id' are those of training rows, where 2.9 % is expected by chance: ",
            Assert.Single(Keys(generated.With("id", copied)))
        );

        IReadOnlyList<string> Keys(Dictionary<string, string[]> made) =>
            TrainingKeys
                .Add(
                    SampleReport.Evaluation(["town"], copied: false) with
                    {
                        Warnings = [],
                    },
                    Read(made, others, StayRows.Create(1, 600)).AsRead
                )
                .Warnings;
    }

    [Fact]
    public void NumbersThatMostKeysHaveAreNoCopies()
    {
        // Every other number of 1,000 is that of a training row.
        var train = Numbered(1, row => 2 * row);
        var test = Numbered(2, row => (2 * row) + 1);
        Assert.Empty(Keys(Numbered(3, row => row)));
        Assert.StartsWith("100.0 % of the generated 'id'", Assert.Single(Keys(Numbered(3, row => 2 * row))));

        IReadOnlyList<string> Keys(Dictionary<string, string[]> made) =>
            TrainingKeys
                .Add(
                    SampleReport.Evaluation(["town"], copied: false) with
                    {
                        Warnings = [],
                    },
                    Read(made, test, train).AsRead
                )
                .Warnings;
    }

    [Fact]
    public void RepeatedRowsAreTold()
    {
        var generated = StayRows.Create(2, 600);
        Assert.Empty(Rows(generated));
        Assert.Equal(
            [
                "10.0 % of the samples repeat another one in all columns that are compared; of as many real rows, 0.0 % do.",
            ],
            Rows(generated.ToDictionary(one => one.Key, one => Copied(one.Key, one.Value, generated[one.Key])))
        );
        Assert.StartsWith("100.0 % of the samples equal a real row", Assert.Single(Rows(StayRows.Create(1, 600))));

        string[] Copied(string name, string[] cells, string[] from) =>
            name == "id" ? cells : [.. from.Skip(100).Take(60), .. cells.Skip(60)];

        IReadOnlyList<string> Rows(Dictionary<string, string[]> made) =>
            RepeatedRows
                .Add(
                    SampleReport.Evaluation(["town"], copied: false) with
                    {
                        Warnings = [],
                    },
                    Read(made, StayRows.Create(1, 600)).Rows
                )
                .Warnings;
    }

    private static Dictionary<string, string[]> Paid(ulong seed, string yes, string no) =>
        new(StayRows.Create(seed, 600))
        {
            ["paid"] = [.. Enumerable.Range(0, 600).Select(row => row % 3 == 0 ? yes : no)],
        };

    private static Dictionary<string, string[]> Numbered(ulong seed, Func<int, int> number) =>
        new(StayRows.Create(seed, 500))
        {
            ["id"] = [.. Enumerable.Range(0, 500).Select(row => $"BK-{10_000 + number(row)}")],
        };

    private ComparedFiles Read(
        Dictionary<string, string[]> generated,
        Dictionary<string, string[]> real,
        Dictionary<string, string[]>? train = null
    ) =>
        ComparedFiles.Read(
            new(
                Source("real.csv", real),
                Source("generated.csv", generated),
                train is null ? null : Source("train.csv", train)
            )
        );

    private DataSource Source(string name, Dictionary<string, string[]> rows)
    {
        rows.Write(folder.At(name));
        return new() { Files = [folder.At(name)] };
    }
}
