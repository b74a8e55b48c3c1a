using Likeness.Data;
using Likeness.Modalities;
using Likeness.Modalities.Tables;
using Likeness.Runs;
using TemporaryFolder = Likeness.Testing.TemporaryFolder;

namespace Likeness.Tests.Modalities.Tables;

/// <summary>Files that do not have the same columns are compared in those that all have, and a warning names the others.</summary>
public sealed class CommonColumnsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void ColumnsOfOnlyOneFileAreLeftOutAndNamed()
    {
        var compared = Read("age,town,pay,code", "town,extra,age", null);
        Assert.Equal(["age", "town"], Names(compared.Rows.Known));
        Assert.Equal(["age", "town"], Names(compared.Rows.Generated));
        Assert.Equal(["pay", "code"], compared.Absent);
        Assert.Equal(
            [
                "generated.csv has no columns 'pay' and 'code', which real.csv has, and generated.csv has column 'extra', which real.csv does not have: only the 2 columns that both have are compared.",
            ],
            compared.Warnings
        );
        Assert.Empty(compared.Remarks);
    }

    [Fact]
    public void TrainingRowsThatLackAColumnLeaveItOutToo()
    {
        var compared = Read("age,town,pay", "age,town,pay", "age,pay");
        Assert.Equal(["age", "pay"], Names(compared.Rows.Test!));
        Assert.Equal(["age", "pay"], Names(compared.Rows.Generated));
        Assert.Empty(compared.Absent); // the samples have it
        Assert.Single(
            compared.Warnings,
            warning => warning.StartsWith("train.csv has no column 'town'", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void NamesThatDifferInCaseSpacesAndTheLikeAreTheSame()
    {
        var compared = Read("age,home_town,pay", "AGE,Pay ,Home Town", null);
        Assert.Equal(["age", "home_town", "pay"], Names(compared.Rows.Generated));
        Assert.Empty(compared.Warnings);
        Assert.Equal(
            "Columns of the generated rows are spelled in another way, and were taken for the real ones: 'AGE' for 'age', 'Home Town' for 'home_town' and 'Pay' for 'pay'.",
            Assert.Single(compared.Remarks)
        );
    }

    [Fact]
    public void AmbiguousSpellingsAreNotMatched()
    {
        var compared = Read("age,town", "age,TOWN,Town", null);
        Assert.Equal(["age"], Names(compared.Rows.Generated));
        Assert.Empty(compared.Remarks);
    }

    [Fact]
    public void FilesWithoutACommonColumnAreRefused()
    {
        var error = Assert.Throws<LikenessException>(() => Read("age,town", "colour,size", null));
        Assert.Equal(
            "generated.csv and real.csv have no column in common: real.csv has 'age' and 'town', generated.csv has 'colour' and 'size' (give files of one table)",
            error.Message
        );
    }

    [Fact]
    public void ATargetMustBeInAllFiles()
    {
        var error = Assert.Throws<LikenessException>(() => Read("age,town,pay", "age,town", null, "pay"));
        Assert.Equal(
            "'pay' cannot be predicted: only real.csv has this column (give one that all files have)",
            error.Message
        );
    }

    private ComparedFiles Read(string real, string generated, string? train, string? target = null)
    {
        var files = new EvaluatedFiles(
            Write("real", real, 1),
            Write("generated", generated, 2),
            train is null ? null : Write("train", train, 3)
        );
        return ComparedFiles.Read(files, target);
    }

    private DataSource Write(string name, string columns, int step)
    {
        int width = columns.Split(',').Length;
        var lines = Enumerable
            .Range(0, 60)
            .Select(row => string.Join(',', Enumerable.Range(0, width).Select(i => (row * (step + i)) % 17)));
        File.WriteAllLines(folder.At($"{name}.csv"), lines.Prepend(columns));
        return DataSource.FromFiles([folder.At($"{name}.csv")]);
    }

    private static string[] Names(Table rows) => [.. rows.Columns.Select(column => column.Name)];
}
