using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models;
using Likeness.Models.Flows;
using MathNet.Numerics.LinearAlgebra;

namespace Likeness.Tests.Models.Flows;

/// <summary>What holds for every registered flow, in several dimensions.</summary>
public sealed class FlowLaws
{
    public static TheoryData<string, int> Flows
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var entry in ModelRegistry.All.Where(entry => entry.ModelType.IsAssignableTo(typeof(IFlow))))
            {
                foreach (int dimensions in new[] { 1, 2, 3, 5 })
                {
                    data.Add(entry.Name, dimensions);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void TheInverseUndoesTheForwardPass(string name, int dimensions)
    {
        using var model = Make(name, dimensions);
        var flow = (IFlow)model;
        var rows = Tensor.Constant([200, dimensions], Deterministic.Numbers(200 * dimensions, 1, 3));
        var back = flow.Inverse(flow.Forward(rows).Noise);
        var there = flow.Forward(flow.Inverse(rows)).Noise;
        float[][] found = Evaluate(back, there);
        float[] expected = Deterministic.Numbers(200 * dimensions, 1, 3);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], found[0][i], 1e-4);
            Assert.Equal(expected[i], found[1][i], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void TheLogDeterminantIsThatOfTheJacobian(string name, int dimensions)
    {
        using var model = Make(name, dimensions);
        var flow = (IFlow)model;
        const int Rows = 20;
        var rows = Tensor.Constant([Rows, dimensions], Deterministic.Numbers(Rows * dimensions, 2, 2));
        var (noise, logDeterminant) = flow.Forward(rows);
        Tensor[] jacobian =
        [
            .. Enumerable.Range(0, dimensions).Select(i => Gradient.Of(noise.Slice(1, i, 1).Sum(), rows)[0]),
        ];
        float[][] found = Evaluate([logDeterminant, .. jacobian]);
        for (int row = 0; row < Rows; row++)
        {
            var matrix = Matrix<double>.Build.Dense(
                dimensions,
                dimensions,
                (i, j) => found[1 + i][(row * dimensions) + j]
            );
            Assert.Equal(Math.Log(Math.Abs(matrix.Determinant())), found[0][row], 1e-4);
        }
    }

    [Theory]
    [MemberData(nameof(Flows))]
    public void TheDensityIntegratesToOne(string name, int dimensions)
    {
        if (dimensions > 2)
        {
            return;
        }

        using var model = Make(name, dimensions);
        int side = dimensions == 1 ? 10_000 : 200;
        const double Reach = 10;
        double step = 2 * Reach / side;
        int count = dimensions == 1 ? side : side * side;
        var points = new float[count * dimensions];
        for (int i = 0; i < count; i++)
        {
            points[i * dimensions] = (float)(-Reach + ((i % side + 0.5) * step));
            if (dimensions == 2)
            {
                points[(i * 2) + 1] = (float)(-Reach + ((i / side + 0.5) * step));
            }
        }

        var rows = Tensor.Input("rows", [count, dimensions]);
        var density = ((IFlow)model).LogDensity(rows);
        using var program = Program.Compile([density]);
        program.Write(rows, points);
        program.Run();
        var values = new float[count];
        program.Read(density, values);
        double integral = values.Sum(value => Math.Exp(value)) * Math.Pow(step, dimensions);
        Assert.Equal(1, integral, 2e-3);
    }

    /// <summary>A flow that bends: the first weights, half as large again.</summary>
    private static GenerativeModel Make(string name, int dimensions)
    {
        var entry = ModelRegistry.Find(name);
        var model = entry.Create(entry.DefaultOptions(), dimensions, seed: 11);
        foreach (var parameter in model.Parameters)
        {
            foreach (ref float value in parameter.Values)
            {
                value *= 1.5f;
            }
        }

        return model;
    }

    private static float[][] Evaluate(params Tensor[] outputs)
    {
        using var program = Program.Compile(outputs);
        program.Run();
        return Array.ConvertAll(
            outputs,
            output =>
            {
                var values = new float[output.Shape.Count];
                program.Read(output, values);
                return values;
            }
        );
    }
}
