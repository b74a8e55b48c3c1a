using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>Pairs of optimal transport: the assignment is SciPy's, and pairs stay within their class.</summary>
public sealed class TransportPairsTests
{
    private const int Batch = 48;
    private const int Width = 5;

    private static readonly Tensor Noise = Tensor.Constant([Batch, Width], Deterministic.Numbers(Batch * Width, 1, 2));
    private static readonly Tensor Rows = Tensor.Constant([Batch, Width], Deterministic.Numbers(Batch * Width, 2, 2));

    [Fact]
    public void TheAssignmentIsSciPys()
    {
        using var golden = JsonDocument.Parse(Repository.Read("tests/golden/denoising_samplers.json"));
        float[] expected =
        [
            .. golden.RootElement.GetProperty("assignment").EnumerateArray().Select(column => column.GetSingle()),
        ];
        var costs = Tensor.Constant([40, 40], Deterministic.Numbers(40 * 40, 2, 1));
        Assert.Equal(expected, Evaluated.Of(costs.Assignment())[0]);
    }

    [Fact]
    public void TheNoiseIsReorderedToSmallerDistances()
    {
        var reordered = TransportPairs.Reordered(Noise, Rows, classes: null);
        float[][] found = Evaluated.Of(Noise, reordered, Distance(Noise), Distance(reordered));
        Assert.Equal(found[0].Chunk(Width).Select(Key).Order(), found[1].Chunk(Width).Select(Key).Order());
        Assert.True(found[3][0] < 0.6 * found[2][0], $"{found[2][0]} → {found[3][0]}");
    }

    [Fact]
    public void WithClassesNoiseStaysInItsClass()
    {
        float[] classes = [.. Enumerable.Range(0, Batch).Select(i => (float)(i * i % 3))];
        var free = TransportPairs.Reordered(Noise, Rows, classes: null);
        var bound = TransportPairs.Reordered(Noise, Rows, Tensor.Constant([Batch], classes));
        float[][] found = Evaluated.Of(Noise, bound, Distance(Noise), Distance(free), Distance(bound));
        foreach (float of in classes.Distinct())
        {
            IEnumerable<string> Of(float[] rows) =>
                rows.Chunk(Width).Where((_, i) => classes[i] == of).Select(Key).Order();
            Assert.Equal(Of(found[0]), Of(found[1]));
        }

        Assert.InRange(found[4][0], found[3][0], found[2][0]);
    }

    private static Tensor Distance(Tensor noise) => (noise - Rows).Square().Sum([1]).Mean();

    private static string Key(float[] row) => string.Join(" ", row);
}
