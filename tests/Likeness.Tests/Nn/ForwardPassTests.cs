using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Tests.Nn;

public sealed class ForwardPassTests
{
    [Fact]
    public void DropoutDropsItsShareAndKeepsTheMean()
    {
        var ones = Tensor.Constant([100, 200], 1);
        var pass = ForwardPass.Training();
        var dropout = new Dropout(0.25);
        var (first, second) = (dropout.Apply(ones, pass), dropout.Apply(ones, pass));
        using var graph = CompiledGraph.Compile([first, second]);
        float[][] runs = [.. Enumerable.Range(0, 2).Select(_ => Run(graph, first))];
        Assert.All(runs[0], value => Assert.True(value == 0 || Math.Abs(value - (4 / 3f)) < 1e-6));

        // The standard deviation of a mean of 20,000.
        Assert.Equal(1, runs[0].Average(), 4 * Math.Sqrt(1 / 3.0 / 20_000));
        Assert.NotEqual(runs[0], runs[1]);
        var other = new float[20_000];
        graph.Read(second, other);
        Assert.NotEqual(runs[1], other);
    }

    [Fact]
    public void NothingIsDroppedInUse()
    {
        var x = Tensor.Input("x", [3, 4]);
        Assert.Same(x, new Dropout(0.9).Apply(x, ForwardPass.Inference));
        Assert.Same(x, new Dropout(0).Apply(x, ForwardPass.Training()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dropout(1));
        Assert.Throws<InvalidOperationException>(() => ForwardPass.Inference.Uniform([3]));
        Assert.Empty(ForwardPass.Inference.Updates);
    }

    [Fact]
    public void ALayerThatIsAppliedTwiceGoesOnFromItsFirstAverages()
    {
        using var parameters = new ParameterSet();
        var layer = new BatchNorm(new ParameterScope(parameters, seed: 1), 1);
        var pass = ForwardPass.Training();
        _ = layer.Apply(Tensor.Constant([2, 1], 9, 11), pass);
        _ = layer.Apply(Tensor.Constant([2, 1], 20, 20), pass);
        using var graph = CompiledGraph.Compile([], pass.Updates);
        graph.Run();
        Assert.Equal((0.9 * 0.1 * 10) + (0.1 * 20), layer.RunningMean.Values[0], 1e-5);
        Assert.Equal((0.9 * (0.9 + (0.1 * 2))) + 0, layer.RunningVariance.Values[0], 1e-5);
        Assert.Equal(["weight", "bias"], parameters.Trained.Select(parameter => parameter.Name));
        Assert.Equal(4, parameters.Count);
    }

    [Fact]
    public void WordsAreCountedFromZeroAndOthersShow()
    {
        using var parameters = new ParameterSet();
        var layer = new Embedding(new ParameterScope(parameters, seed: 1), 3, 2);
        float[] values = layer.Weight.Values.ToArray();
        var y = layer.Apply(Tensor.Constant([2], 2, 3));
        using var again = CompiledGraph.Compile([y]);
        Assert.Equal([values[4], values[5], float.NaN, float.NaN], Run(again, y));
    }

    [Fact]
    public void PositionsAreWavesAsInThePaper()
    {
        var positions = SinusoidalPositions.Compute(4, 6);
        using var graph = CompiledGraph.Compile([positions]);
        float[] values = Run(graph, positions);
        Assert.Equal(Math.Sin(3), values[18], 1e-6);
        Assert.Equal(Math.Cos(3), values[19], 1e-6);
        Assert.Equal(Math.Cos(2 / Math.Pow(10_000, 4 / 6.0)), values[17], 1e-6);
    }

    private static float[] Run(CompiledGraph graph, Tensor output)
    {
        graph.Run();
        var values = new float[output.Shape.Count];
        graph.Read(output, values);
        return values;
    }
}
