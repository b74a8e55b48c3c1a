using System.Text.Json;
using Likeness.Modalities.Tables;
using Likeness.Modalities.Tables.Datasets;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.House;
using Likeness.Tests.Models.Densities;

namespace Likeness.Tests.Modalities.Tables.Datasets;

public sealed class TwoDimensionalDatasetTests
{
    private static readonly Dictionary<string, Golden> Values = JsonSerializer.Deserialize<Dictionary<string, Golden>>(
        Repository.Read("tests/golden/two_dimensional_densities.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Known =>
        [
            .. DatasetRegistry
                .All.Where(entry => entry.Density is not null && !entry.IsMixed)
                .Select(entry => entry.Name),
        ];

    public static TheoryData<string> WithGolden => [.. Values.Keys];

    [Theory]
    [MemberData(nameof(WithGolden))]
    public void Log_densities_and_entropies_are_those_of_SciPy(string name)
    {
        var density = Density(name);
        Assert.Equal(Values[name].Entropy, density.Entropy, 1e-5);
        foreach (double[] point in Values[name].Points)
        {
            Assert.Equal(point[2], density.LogDensity(point.AsSpan(0, 2)), 1e-6);
        }
    }

    /// <summary>Over a grid on which narrow noise and the edges of squares are resolved.</summary>
    [SkippableTheory]
    [MemberData(nameof(Known))]
    public void Rows_come_from_the_density(string name)
    {
        LongTest.Require();
        var entry = DatasetRegistry.Find(name);
        var axis = new GridAxis(-6, 6, even: name == "gaussian-grid" ? 600 : 120, tail: 2);
        var dataset = DensityUnderTest.FromDataset(entry.Density!, (count, seed) => entry.Load(seed, count));
        var grid = new DensityGrid(dataset, axis);
        Property.Holds(DensityProperties.IntegratesToOne(grid, 1e-3));
        Property.Holds(DensityProperties.HasTheEntropy(grid, entry.Density!.Entropy, 5e-3));
        Property.Holds(DensityProperties.SamplesHaveItsEntropy(dataset, grid, 4000));
        Property.Holds(DensityProperties.SamplesAreUniformUnderIt(dataset, grid, 4000));
        Property.Holds(DensityProperties.SamplesAreLikeThoseOfTheGrid(dataset, grid, 400));
    }

    [Theory]
    [InlineData("two-moons", 1.0076)]
    [InlineData("two-moons-wide", 2.3939)]
    [InlineData("circles", 3.2681)]
    [InlineData("eight-gaussians", 2.8319)]
    [InlineData("swissroll", 2.6696)]
    [InlineData("two-spirals", 2.6454)]
    [InlineData("checkerboard", 3.4657)]
    [InlineData("gaussian-grid", 0.0653)]
    public void Entropies_are_those_of_the_reference_table(string name, double nats) =>
        Assert.Equal(nats, Density(name).Entropy, 5.1e-5);

    [Theory]
    [MemberData(nameof(Known))]
    public void The_docs_tell_the_entropy(string name) =>
        Assert.Contains(
            string.Create(
                System.Globalization.CultureInfo.InvariantCulture,
                $"| `{name}` | {Density(name).Entropy:0.0000} |"
            ),
            Repository.Read("docs/datasets.md"),
            StringComparison.Ordinal
        );

    [Theory]
    [MemberData(nameof(Known))]
    public void Columns_are_continuous_and_fewer_rows_begin_more(string name)
    {
        var source = DataSource.Embedded(name) with { DatasetSeed = 5 };
        var many = source.LoadTable().Table;
        Assert.Equal(DatasetEntry.DefaultRows, many.RowCount);
        Assert.All(many.Columns, column => Assert.Null(column.Grid));
        var few = (source with { DatasetRows = 70 }).LoadTable().Table;
        Assert.Equal(many.ToRowMajor()[..140], few.ToRowMajor());
        var other = DataSource.Embedded(name) with { DatasetRows = 70 };
        Assert.False(few.ToRowMajor().SequenceEqual(other.LoadTable().Table.ToRowMajor()));
    }

    [Fact]
    public void Places_far_away_have_a_finite_log_density_except_off_the_board()
    {
        foreach (string name in Values.Keys.Except(["pinwheel"]))
        {
            Assert.InRange(Density(name).LogDensity([25, -30]), -1e6, -100);
        }

        Assert.Equal(double.NegativeInfinity, Density("checkerboard").LogDensity([-3, 3]));
        Assert.Equal(double.NegativeInfinity, Density("checkerboard").LogDensity([9, 9]));
    }

    [Fact]
    public void No_rows_are_refused() =>
        Assert.Contains(
            "at least 1",
            Assert.Throws<LikenessException>(() => DatasetRegistry.Find("rings").Load(0, rows: 0)).Message,
            StringComparison.Ordinal
        );

    private static IKnownDensity Density(string name) => DatasetRegistry.Find(name).Density!;

    private sealed record Golden(double Entropy, double[][] Points);
}
