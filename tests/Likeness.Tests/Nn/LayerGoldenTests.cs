using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Interop;
using Likeness.Nn;
using Likeness.Tests.House;
using Likeness.Tests.Models;

namespace Likeness.Tests.Nn;

/// <summary>Every layer's result, gradients and buffers compared with PyTorch's, on every instruction set.</summary>
public sealed class LayerGoldenTests
{
    private const double Relative = 1e-5;

    // Sums of products of rounded gradients.
    private const double SecondRelative = 2e-5;

    private static readonly Dictionary<string, Golden> Expected = new(
        Read("tests/golden/layers.json").Concat(Read("tests/golden/convolutions.json"))
    );

    public static TheoryData<string, InstructionSet> Cases
    {
        get
        {
            var cases = new TheoryData<string, InstructionSet>();
            foreach (var layer in LayerCases.All)
            {
                foreach (var set in Enum.GetValues<InstructionSet>().Where(Isa.IsSupported))
                {
                    cases.Add(layer.Name, set);
                }
            }

            return cases;
        }
    }

    [Fact]
    public void EveryLayerOfTheScriptIsCompared() =>
        Assert.Equal(Expected.Keys.Order(), LayerCases.All.Select(layer => layer.Name).Order());

    [Theory]
    [MemberData(nameof(Cases))]
    public void AgreesWithPyTorch(string name, InstructionSet set)
    {
        var layer = LayerCases.All.Single(one => one.Name == name);
        var golden = Expected[name];
        using var parameters = new ParameterSet();
        var apply = layer.Make(new ParameterScope(parameters, seed: 1));
        Fill(parameters);
        var inputs = layer.Shapes.Select((shape, i) => Tensor.Input($"x{i}", shape)).ToArray();
        var pass = ForwardPass.Training();
        var result = apply(inputs, pass);
        Assert.Equal(golden.Shape, result.Shape.ToArray());
        var weights = Tensor.Constant(result.Shape, Deterministic.Numbers(result.Shape.Count, 2000, 1));
        var loss = (result * weights).Sum();
        Tensor[] sources = [.. inputs, .. parameters.Trained.Select(parameter => parameter.Tensor)];
        var gradients = Gradient.Compute(loss, sources);
        var penalty = gradients
            .Take(inputs.Length)
            .Select(g => g.Square().Sum())
            .Aggregate(Tensor.Constant([], 0), (a, b) => a + b);
        var seconds = Gradient.Compute(penalty, sources);
        using var graph = CompiledGraph.Compile(
            [result, .. gradients, .. seconds],
            pass.Updates,
            new CompiledGraphOptions(Instructions: set)
        );
        for (int i = 0; i < inputs.Length; i++)
        {
            graph.Write(inputs[i], Deterministic.Numbers(inputs[i].Shape.Count, 1000 + i, 2));
        }

        graph.Run();
        Compare("result", golden.Result, Read(graph, result));
        for (int i = 0; i < inputs.Length; i++)
        {
            Compare($"input {i}", golden.Inputs[i], Read(graph, gradients[i]));
            Compare($"penalty, input {i}", golden.SecondInputs[i], Read(graph, seconds[i]), SecondRelative);
        }

        Assert.Equal((golden.Parameters ?? []).Keys.Order(), parameters.Trained.Select(p => p.Name).Order());
        for (int i = inputs.Length; i < sources.Length; i++)
        {
            var parameter = parameters.Trained[i - inputs.Length];
            float[] InFile(Tensor gradient)
            {
                using var copy = new Parameter(parameter.Name, parameter.Shape)
                {
                    CheckpointAxes = parameter.CheckpointAxes,
                };
                Read(graph, gradient).CopyTo(copy.Values);
                return WeightFile.ToTensor("", copy).ToSingles();
            }

            Compare(parameter.Name, golden.Parameters![parameter.Name], InFile(gradients[i]));
            string second = golden.SecondParameters![parameter.Name];
            Compare($"penalty, {parameter.Name}", second, InFile(seconds[i]), SecondRelative);
        }

        foreach (var (buffer, values) in golden.Buffers ?? [])
        {
            Compare(buffer, values, parameters[buffer].Values.ToArray());
        }
    }

    /// <summary>The numbers that the script assigns to parameters, in the order of their names, and to buffers.</summary>
    private static void Fill(ParameterSet parameters)
    {
        var trained = parameters.Trained.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).ToArray();
        for (int i = 0; i < trained.Length; i++)
        {
            int[] shape = WeightFile.ShapeOf(trained[i]).ToArray();
            float[] numbers = Deterministic.Numbers(trained[i].Shape.Count, i, 1 / Math.Sqrt(shape[^1]));
            WeightFile.Fill(trained[i], TensorData.Create<float>(trained[i].Name, shape, numbers), "test");
        }
    }

    private static float[] Read(CompiledGraph graph, Tensor output)
    {
        var values = new float[output.Shape.Count];
        graph.Read(output, values);
        return values;
    }

    private static Dictionary<string, Golden> Read(string file) =>
        JsonSerializer.Deserialize<Dictionary<string, Golden>>(Repository.Read(file), JsonSerializerOptions.Web)!;

    private static void Compare(string what, string golden, float[] actual, double relative = Relative)
    {
        float[] expected = Deterministic.Unpack(golden);
        if (expected.Length == actual.Length)
        {
            Compare(what, expected, actual, relative);
            return;
        }

        var (values, sums) = Deterministic.Brief(actual);
        Assert.Equal(expected.Length, values.Length + sums.Length);
        Compare($"part of {what}", expected.AsSpan(0, values.Length), values, relative);
        Compare($"sums of {what}", expected.AsSpan(values.Length), sums, relative);
    }

    /// <summary>Each number within 1e-5 of the largest of its tensor.</summary>
    private static void Compare(string what, ReadOnlySpan<float> expected, float[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        double largest = 0;
        foreach (float value in expected)
        {
            largest = Math.Max(largest, Math.Abs(value));
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= relative * largest))
            {
                Assert.Fail($"{what}[{i}]: expected {expected[i]:G9}, found {actual[i]:G9}, largest {largest:G4}");
            }
        }
    }

    private sealed record Golden(
        int[] Shape,
        string Result,
        string[] Inputs,
        string[] SecondInputs,
        Dictionary<string, string>? Parameters,
        Dictionary<string, string>? SecondParameters,
        Dictionary<string, string>? Buffers
    );
}
