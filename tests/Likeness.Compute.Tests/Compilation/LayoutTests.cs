using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>Memory layouts, and the axes that are summed first: with the samples innermost, block by block.</summary>
public sealed class LayoutTests
{
    // [samples, groups, channels of a group, rows, columns], stored position by position.
    private static readonly Shape Images = [64, 4, 8, 32, 32];
    private static readonly int[] PlaceByPlace = [3, 4, 1, 2, 0];

    [Fact]
    public void AScaleOfChannelsDoesNotMoveTheSamplesOutwards()
    {
        Shape small = Images.With(3, 1).With(4, 1);
        View scale = At(0, 8, 1, 0, 0);
        View deviation = At(1, 64, 0, 0, 0);
        Assert.Equal(0, Layout.Follow(small, [scale, deviation])[^1]);
        Assert.Equal(0, Layout.Follow(small, [deviation, scale])[^1]);
        // The order of the larger tensor wins nevertheless.
        Assert.Equal(2, Layout.Follow(small, [deviation, At(32, 8, 1, 0, 0)])[^1]);
    }

    /// <summary>Rows of 20 are spaced in memory, so that six of 80 are no view of them.</summary>
    [Theory]
    [InlineData(24, 20, 4)]
    [InlineData(6, 33, 2)]
    [InlineData(10, 3, 5)]
    public void SamplesJoinTheFeatures(int rows, int columns, int joined)
    {
        var x = Tensor.Input("x", [rows, columns]);
        var weights = Tensor.Input("w", [columns * joined, 2]);
        var scores = (x * 2f).Reshape([rows / joined, columns * joined]).MatMul(weights);
        using var graph = CompiledGraph.Compile([scores]);
        float[] values = [.. Enumerable.Range(0, rows * columns).Select(i => (i % 17) - 8f)];
        float[] factors = [.. Enumerable.Range(0, columns * joined * 2).Select(i => (i % 5) - 2f)];
        graph.Write(x, values);
        graph.Write(weights, factors);
        graph.Run();
        var found = new float[rows / joined * 2];
        graph.Read(scores, found);
        for (int i = 0; i < found.Length; i++)
        {
            var (row, column) = Math.DivRem(i, 2);
            double expected = Enumerable
                .Range(0, columns * joined)
                .Sum(k => 2.0 * values[(row * columns * joined) + k] * factors[(k * 2) + column]);
            Assert.Equal(expected, found[i], 1e-3);
        }
    }

    [Theory]
    // A whole row of positions, whose blocks of channels and samples are added to one another.
    [InlineData(new[] { 2, 3, 4 }, new[] { 4 })]
    [InlineData(new[] { 3, 4 }, new[] { 4 })]
    // A short chain is used if there is nothing else, and samples are reduced last.
    [InlineData(new[] { 2 }, new[] { 2 })]
    [InlineData(new[] { 0, 2 }, new[] { 2 })]
    public void LongChainsOutsideTheBlocksComeFirst(int[] axes, int[] first) =>
        Assert.Equal(first, ReductionPlan.FirstAxes(axes, Images, PlaceByPlace));

    [Theory]
    [InlineData(3, 7)]
    [InlineData(40, 20)]
    // Few sequences of many features, few and long ones, single positions, few features.
    [InlineData(5, 7, 20)]
    [InlineData(1, 2, 16)]
    [InlineData(15, 3, 33)]
    [InlineData(20, 16, 17)]
    [InlineData(3, 1, 20)]
    [InlineData(40, 3, 17)]
    [InlineData(5, 7, 3)]
    // Few images, many, one, of one channel, of many pixels.
    [InlineData(2, 5, 4, 3)]
    [InlineData(15, 1, 3, 3)]
    [InlineData(16, 2, 3, 3)]
    [InlineData(1, 1, 4, 5)]
    [InlineData(1, 70, 2, 2)]
    [InlineData(4, 256, 3, 2)]
    [InlineData(7, 2, 1, 1)]
    [InlineData(2, 3, 2, 2, 2)]
    public void InputsAreReadAsTheyWereWritten(params int[] extents)
    {
        Tensor x = Tensor.Input("x", new Shape(extents));
        Tensor y = -x;
        using var graph = CompiledGraph.Compile([y]);
        float[] values = [.. Enumerable.Range(1, x.Shape.Count)];
        float[] read = new float[values.Length];
        graph.Write(x, values);
        graph.Run();
        graph.Read(y, read);
        Assert.Equal(values, Array.ConvertAll(read, value => -value));
    }

    private static View At(params int[] strides) =>
        new(new Compute.Compilation.Buffer(1, "view"), new Strided(0, strides));
}
