using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Likeness.Tests.House;
using Likeness.Tests.Models;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Tests.Nn;

/// <summary>Softmax and related functions compared with PyTorch's, on every instruction set.</summary>
public sealed class SoftmaxGoldenTests
{
    private static readonly Golden[] Expected = JsonSerializer.Deserialize<Golden[]>(
        Repository.Read("tests/golden/softmax.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<InstructionSet> Sets => [.. Enum.GetValues<InstructionSet>().Where(Isa.IsSupported)];

    [Theory]
    [MemberData(nameof(Sets))]
    public void AgreesWithPyTorch(InstructionSet set)
    {
        Assert.Equal(3 * 28, Expected.Length);
        foreach (var golden in Expected)
        {
            var x = Tensor.Input("x", new Shape(golden.Shape));
            int axis = golden.Axis < 0 ? golden.Axis + golden.Shape.Length : golden.Axis;
            var result = golden.Function switch
            {
                "softmax" => x.Softmax(axis),
                "log-softmax" => x.LogSoftmax(axis),
                _ => x.LogSumExp(axis),
            };
            var weights = Tensor.Constant(result.Shape, Deterministic.Numbers(result.Shape.Count, 2000, 1));
            var gradient = Gradient.Compute((result * weights).Sum(), x)[0];
            using var graph = CompiledGraph.Compile(
                [result, gradient],
                null,
                new CompiledGraphOptions(Instructions: set)
            );
            graph.Write(
                x,
                golden.Values is { } values
                    ? Deterministic.Unpack(values)
                    : Deterministic.Numbers(x.Shape.Count, 1000, golden.Bound)
            );
            graph.Run();
            string name = $"{golden.Function} of {x.Shape} along {golden.Axis}, {golden.Bound}, {golden.Values}";
            Compare($"{name}, result", golden.Result, Read(graph, result));
            Compare($"{name}, gradient", golden.Gradient, Read(graph, gradient));
        }
    }

    /// <summary>The rounding error next to a large number is relative to the result: −log(1 + e⁻¹ + e⁻²) and one and two below.</summary>
    [Fact]
    public void LogSoftmaxOfLargeNumbersIsExact()
    {
        Tensor x = Tensor.Input("x", [1, 3]);
        Tensor result = x.LogSoftmax(1);
        using var graph = CompiledGraph.Compile([result]);
        graph.Write(x, [20_000, 20_001, 20_002]);
        graph.Run();
        double top = -Math.Log(1 + Math.Exp(-1) + Math.Exp(-2));
        Assert.All(
            Read(graph, result).Zip([top - 2, top - 1, top]),
            pair => Assert.Equal(pair.Second, pair.First, 3e-7 * Math.Abs(pair.Second))
        );
    }

    /// <summary>The same holds for a loss, with and without label smoothing.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    public void CrossEntropyOfLargeNumbersIsExact(double smoothing)
    {
        Tensor x = Tensor.Input("x", [1, 3]);
        Tensor result = Losses.CrossEntropy(x, Tensor.Constant([1], 1), smoothing: smoothing);
        using var graph = CompiledGraph.Compile([result]);
        graph.Write(x, [20_000, 20_001, 20_002]);
        graph.Run();
        // The middle one, and as much for the mean of all.
        double expected = 1 + Math.Log(1 + Math.Exp(-1) + Math.Exp(-2));
        Assert.Equal(expected, Assert.Single(Read(graph, result)), 5e-7);
    }

    private static float[] Read(CompiledGraph graph, Tensor output)
    {
        var values = new float[output.Shape.Count];
        graph.Read(output, values);
        return values;
    }

    /// <summary>Each number is within 1e-5 of itself, or of the largest but at most of 1; non-finite numbers are equal.</summary>
    private static void Compare(string what, string golden, float[] all)
    {
        float[] expected = Deterministic.Unpack(golden);
        var (values, sums) = Deterministic.Brief(all);
        float[] actual = [.. values, .. sums];
        Assert.Equal(expected.Length, actual.Length);
        double usual = Math.Min(1, expected.Where(float.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (int i = 0; i < expected.Length; i++)
        {
            bool same = float.IsFinite(expected[i])
                ? Math.Abs(expected[i] - actual[i]) <= 1e-5 * Math.Max(usual, Math.Abs(expected[i]))
                : actual[i].Equals(expected[i]);
            if (!same)
            {
                Assert.Fail($"{what}[{i}]: expected {expected[i]:G9}, found {actual[i]:G9}");
            }
        }
    }

    private sealed record Golden(
        string Function,
        int[] Shape,
        int Axis,
        double Bound,
        string? Values,
        string Result,
        string Gradient
    );
}
