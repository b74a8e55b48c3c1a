using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Tests.Nn;

public sealed class LayerTests
{
    [Fact]
    public void ALinearLayerMultipliesByTheTransposeAndAdds()
    {
        using var parameters = new ParameterSet();
        var layer = new Linear(new ParameterScope(parameters, 1).At("out"), 2, 3);
        new float[] { 1, 2, 3, 4, 5, 6 }.CopyTo(layer.Weight.Values);
        new float[] { 10, 20, 30 }.CopyTo(layer.Bias!.Values);
        var y = layer.Apply(Tensor.Constant([1, 2], 1, -1));
        using var graph = CompiledGraph.Compile([y]);
        graph.Run();
        var values = new float[3];
        graph.Read(y, values);
        Assert.Equal([9, 19, 29], values);
        Assert.Equal(["out.weight", "out.bias"], parameters.Select(parameter => parameter.Name));
    }

    [Fact]
    public void AMistakeIsThatOfWhoAppliesTheLayer()
    {
        using var parameters = new ParameterSet();
        var layer = new Linear(new ParameterScope(parameters, 1), 2, 3);
        var error = Assert.Throws<ShapeException>(() => layer.Apply(Tensor.Input("x", [4, 5])));
        Assert.Matches(
            @"^contract pi,oi->po: .* \(given \[4, 5\] and \[3, 2\]\), in LayerTests\.AMistakeIs\w+ at LayerTests\.cs:\d+$",
            error.Message
        );
    }

    [Fact]
    public void WeightsBeginAsPyTorchsDo()
    {
        using var parameters = new ParameterSet();
        var layer = new Linear(new ParameterScope(parameters, 1), 100, 200);
        foreach (var parameter in parameters)
        {
            float[] values = parameter.Values.ToArray();
            Assert.All(values, value => Assert.InRange(value, -0.1f, 0.1f));
            Assert.InRange(values.Average(), -0.01, 0.01);
        }

        // The variance of a uniform number on ±0.1.
        Assert.Equal(0.01 / 3, layer.Weight.Values.ToArray().Average(w => (double)w * w), 1e-4);
        Assert.NotEqual(layer.Weight.Values[0], layer.Bias!.Values[0]);
    }

    [Fact]
    public void APerceptronNamesItsLayersAsPyTorchDoes()
    {
        using var parameters = new ParameterSet();
        _ = new Mlp(new ParameterScope(parameters, 1), 5, 8, 8, 2);
        Assert.Equal(
            ["net.0.weight", "net.0.bias", "net.2.weight", "net.2.bias", "net.4.weight", "net.4.bias"],
            parameters.Select(parameter => parameter.Name)
        );
        Assert.Equal((5 * 8) + 8 + (8 * 8) + 8 + (8 * 2) + 2, parameters.Elements);
    }

    [Fact]
    public void NamesAreTakenOnce()
    {
        using var parameters = new ParameterSet();
        parameters.Add("w", [2]);
        Assert.Throws<ArgumentException>(() => parameters.Add("w", [2]));
    }
}
