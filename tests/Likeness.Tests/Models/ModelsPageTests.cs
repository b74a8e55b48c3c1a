using Likeness.Modalities;
using Likeness.Models;
using Likeness.Tests.House;

namespace Likeness.Tests.Models;

/// <summary>docs/models.md lists, for every registered model, its paper and where the model deviates from it.</summary>
public sealed class ModelsPageTests
{
    private const string Heading = "## Deviations from the papers";

    private static readonly string[][] Rows =
    [
        .. Repository
            .Read("docs/models.md")
            .Split(Heading)[1]
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries)),
    ];

    [Fact]
    public void EveryRegisteredModelAndNoOtherHasARow()
    {
        IEnumerable<string> registered = ModelRegistry
            .All.Where(entry => entry.ModelType.Assembly == typeof(ModelRegistry).Assembly)
            .Select(entry => $"`{entry.Name}` of {ModalityRegistry.FromExamples(entry.Learns).Plural}");
        Assert.Equal(registered.Order(), Rows.Select(row => $"{row[0]} of {row[1]}").Order());
    }

    [Fact]
    public void ItsPaperIsTheRegisteredOneAndADeviationHasAReason()
    {
        Assert.All(
            Rows,
            row =>
            {
                Assert.Equal(5, row.Length);
                var entry = ModelRegistry
                    .Named(row[0].Trim('`'))
                    .Single(model => ModalityRegistry.FromExamples(model.Learns).Plural == row[1]);
                Assert.Equal(entry.Paper, row[2]);
                Assert.NotEmpty(row[3]);
                Assert.Equal(row[3] == "None.", row[4].Length == 0);
            }
        );
    }
}
