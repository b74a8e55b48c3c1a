using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Models.Flows;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Flows;

/// <summary>The flows compared with tests/golden/flows.py.</summary>
public sealed class GoldenFlowTests
{
    private const int Width = 5;
    private const int Rows = 16;

    private static readonly Dictionary<string, Case> Expected = JsonSerializer.Deserialize<Dictionary<string, Case>>(
        Repository.Read("tests/golden/flows.json"),
        JsonSerializerOptions.Web
    )!;

    public static TheoryData<string> Names => [.. Expected.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithPyTorch(string name)
    {
        var golden = Expected[name];
        using var model = Make(name);
        Deterministic.Fill(model.Parameters);
        foreach (var permutation in model.Parameters.Where(parameter => parameter.Name.EndsWith("permutation")))
        {
            permutation.Values.Clear();
            for (int i = 0; i < Width; i++)
            {
                permutation.Values[(i * Width) + (((2 * i) + 1) % Width)] = i % 2 == 0 ? 1 : -1;
            }
        }

        float[] rows = Deterministic.Numbers(Rows * Width, 1000, 2);
        var density = model.LogDensity(Tensor.Constant([Rows, Width], rows));
        var sampled = model.Inverse(Tensor.Constant([Rows, Width], Deterministic.Numbers(Rows * Width, 1001, 1.5)));
        Compare(golden.LogDensity, density);
        Compare(golden.Drawn, sampled);
        StepAgreement.Check(model, x => model.Objectives[0].Loss(x, ForwardPass.Inference), rows, golden);
    }

    private static LayeredFlow Make(string name) =>
        name switch
        {
            "nice" => new Nice(
                new()
                {
                    Couplings = 3,
                    Hidden = 8,
                    HiddenLayers = 2,
                },
                Width
            ),
            "maf" => new Maf(
                new()
                {
                    Layers = 2,
                    Hidden = 8,
                    ScaleBound = 3,
                },
                Width
            ),
            "iaf" => new Iaf(
                new()
                {
                    Layers = 2,
                    Hidden = 8,
                    ScaleBound = 3,
                },
                Width
            ),
            "glow" => new Glow(
                new()
                {
                    Steps = 2,
                    Hidden = 8,
                    ScaleBound = 2,
                },
                Width
            ),
            _ => new Nsf(
                new()
                {
                    Kind = name == "nsf" ? SplineFlowKind.Coupling : SplineFlowKind.Autoregressive,
                    Layers = 2,
                    Hidden = 8,
                    Blocks = 1,
                    SplineBins = 4,
                    TailBound = 2.5,
                },
                Width
            ),
        };

    private static void Compare(double[] expected, Tensor tensor)
    {
        using var graph = CompiledGraph.Compile([tensor]);
        graph.Run();
        var found = new float[tensor.Shape.Count];
        graph.Read(tensor, found);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-5 * Math.Max(1, Math.Abs(expected[i])));
        }
    }

    private sealed record Case(double[] LogDensity, double[] Drawn, double Loss, string Gradient, string Stepped)
        : GoldenStep(Loss, Gradient, Stepped);
}
