using Likeness.Modalities;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Models;

namespace Likeness.Tests.House;

/// <summary>The README is short, and names what is there.</summary>
public sealed class Readme
{
    private const int MaxLines = 120;

    private static readonly string[] Lines = Repository.Read("README.md").ReplaceLineEndings("\n").Split('\n');

    [Fact]
    public void IsShort() => Assert.InRange(Lines.Length - 1, 1, MaxLines);

    [Fact]
    public void NamesEveryModelWithItsKindOfData() =>
        Assert.All(
            ModelRegistry.All.Where(entry => entry.ModelType.Assembly == typeof(ModelRegistry).Assembly),
            entry =>
            {
                string kind = ModalityRegistry.FromExamples(entry.Learns).Plural;
                Assert.Contains(
                    Lines,
                    line =>
                        line.StartsWith('|') && line.Split('|')[1].Contains(kind) && line.Contains($"`{entry.Name}`")
                );
            }
        );

    [Fact]
    public void NamesNoOtherModel()
    {
        int start = Array.IndexOf(Lines, "## Models");
        var names =
            from line in Lines[start..].Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            where line.StartsWith('|')
            from cell in line.Split('|').Skip(3)
            from part in cell.Split('`').Where((_, index) => index % 2 == 1)
            select part;
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotEmpty(ModelRegistry.Named(name)));
    }

    [Fact]
    public void TheFirstCommandNeedsNothing() =>
        Assert.StartsWith(
            "    ./likeness train ",
            Lines.First(line => line.StartsWith("    ", StringComparison.Ordinal))
        );

    [Fact]
    public void ThePageOfDatasetsNamesEachOne()
    {
        string page = Repository.Read("docs/datasets.md");
        Assert.All(DatasetRegistry.All, dataset => Assert.Contains($"`{dataset.Name}`", page));
    }
}
