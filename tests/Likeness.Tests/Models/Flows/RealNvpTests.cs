using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Modalities.Tables;
using Likeness.Models.Flows;
using Likeness.Nn;
using Likeness.Runs;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Flows;

public sealed class RealNvpTests
{
    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/realnvp.json"),
        JsonSerializerOptions.Web
    )!;

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void AgreesWithPyTorch(double bound)
    {
        var golden = bound == 0 ? Expected.Plain : Expected.Bounded;
        using var model = new RealNvp(new RealNvpOptions { Hidden = 16, ScaleBound = bound }, 5);
        Deterministic.Fill(model.Parameters);
        float[] rows = Deterministic.Numbers(32 * 5, 1000, 2);
        float[] found = LogDensity(model, rows);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(golden.LogDensity[i], found[i], 1e-5 * Math.Abs(golden.LogDensity[i]));
        }

        StepAgreement.Check(
            model,
            rows => model.Objectives[0].Loss(rows, ForwardPass.Inference),
            rows,
            new GoldenStep(golden.Loss, golden.Gradient, golden.Stepped)
        );
    }

    [Fact]
    public void HasThePiGeneratorSize()
    {
        using var model = new RealNvp(new RealNvpOptions(), 5);
        Assert.Equal(823_356, model.Parameters.Elements);
    }

    [SkippableFact]
    public void LoadsThePiGeneratorWeights()
    {
        using var folder = new TemporaryFolder();
        var points = DataSource.FromFiles(
            SharedData.Require("pi/pi_xs.npy"),
            SharedData.Require("pi/pi_ys.npy"),
            SharedData.Require("pi/sparse_pi_colored.jpg")
        );
        using var run = RunImport.FromFile(
            SharedData.Require("pi/origin_realnvp.pth"),
            new RunSettings
            {
                Model = "realnvp",
                Data = points,
                Holdout = 0,
                OutputFolder = folder.At("run"),
                Threads = 1,
            }
        );
        var scores = run.As<TableModel>().Score(run.As<TableModel>().LoadAll()).LogDensityTransformed;
        Assert.Equal(-0.4926176, scores.Average(), 1e-5 * 0.4926176);
        double[] stated = [-0.190467, -0.120218, 0.701328, -0.859192, -0.561737];
        for (int i = 0; i < Expected.Origin.First.Length; i++)
        {
            // The addends are of order ten, and are rounded to 32 bits.
            Assert.Equal(Expected.Origin.First[i], scores[i], 3e-5);
            Assert.True(i >= stated.Length || Math.Abs(stated[i] - scores[i]) < 3e-5);
        }
    }

    [Fact]
    public void TheInverseStaysFiniteWhateverTheScaleNetworksSay()
    {
        using var model = new RealNvp(new RealNvpOptions { Hidden = 16 }, 4);
        foreach (var parameter in model.Parameters.Where(parameter => parameter.Name.Contains("scale_net")))
        {
            Deterministic.Numbers(parameter.Shape.Count, 3, 1e3).CopyTo(parameter.Values);
        }

        var rows = model.Sample(256);
        using var graph = CompiledGraph.Compile([rows]);
        graph.Run();
        var values = new float[rows.Shape.Count];
        graph.Read(rows, values);
        Assert.All(values, value => Assert.True(float.IsFinite(value)));
    }

    private static float[] LogDensity(RealNvp model, float[] rows)
    {
        var input = Tensor.Input("rows", [rows.Length / model.Dimensions, model.Dimensions]);
        var density = model.LogDensity(input);
        using var graph = CompiledGraph.Compile([density]);
        graph.Write(input, rows);
        graph.Run();
        var values = new float[density.Shape.Count];
        graph.Read(density, values);
        return values;
    }

    private sealed record Case(double[] LogDensity, double Loss, string Gradient, string Stepped);

    private sealed record PiGenerator(double Mean, double[] First);

    private sealed record Golden(Case Plain, Case Bounded, PiGenerator Origin);
}
