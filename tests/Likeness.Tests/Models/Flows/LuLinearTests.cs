using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models.Flows.Layers;
using Likeness.Nn;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Tests.Models.Flows;

public sealed class LuLinearTests
{
    private const int Rows = 200;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(40)]
    [InlineData(100)]
    public void BeginsAsARotationAndIsUndone(int dimensions)
    {
        using var parameters = new ParameterSet();
        var layer = new LuLinear(new ParameterScope(parameters, seed: 3), dimensions);
        var rows = Tensor.Constant([Rows, dimensions], Deterministic.Numbers(Rows * dimensions, 1, 2));
        var (rotated, logDeterminant) = layer.Forward(rows, ForwardPass.Inference);
        var back = layer.Inverse(rotated);
        using var graph = CompiledGraph.Compile([rows, rotated, logDeterminant, back]);
        graph.Run();
        float[] Read(Tensor tensor)
        {
            var values = new float[tensor.Shape.Count];
            graph.Read(tensor, values);
            return values;
        }

        Assert.Equal(0, Read(logDeterminant)[0], 1e-4);
        var (before, after, again) = (Read(rows), Read(rotated), Read(back));
        for (int row = 0; row < Rows; row++)
        {
            var length = Vector<double>.Build.Dense(dimensions, i => before[(row * dimensions) + i]).L2Norm();
            var rotatedLength = Vector<double>.Build.Dense(dimensions, i => after[(row * dimensions) + i]).L2Norm();
            Assert.Equal(length, rotatedLength, 1e-5 * length);
        }

        for (int i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i], again[i], 3e-6);
        }
    }

    [Fact]
    public void TwoSeedsGiveTwoRotations()
    {
        using var first = new ParameterSet();
        using var second = new ParameterSet();
        _ = new LuLinear(new ParameterScope(first, seed: 1), 5);
        _ = new LuLinear(new ParameterScope(second, seed: 2), 5);
        Assert.NotEqual(first["triangles"].Values.ToArray(), second["triangles"].Values.ToArray());
    }
}
