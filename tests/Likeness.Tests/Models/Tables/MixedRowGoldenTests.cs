using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data.Transforms;
using Likeness.Models;
using Likeness.Models.Tables;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Tables;

/// <summary>The networks of mixed rows compared with PyTorch: tests/golden/mixed_rows.py.</summary>
public sealed class MixedRowGoldenTests
{
    private const int Rows = 24;

    private static readonly ModelSpace Space = new([
        new("coded") { Modes = 2 },
        new("number"),
        new("level", 3) { IsCategory = true },
    ]);

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/mixed_rows.json"),
        JsonSerializerOptions.Web
    )!;

    [Fact]
    public void TheLossOfTvaeAgreesWithPyTorch()
    {
        using var model = new Tvae(new TvaeOptions { Latent = 3, Hidden = 5 }, Space);
        Deterministic.Fill(model.Parameters);
        model.Parameters.Trained.Single(parameter => parameter.Name == "deviations").Values.Clear();
        var noise = Tensor.Constant([Rows, 3], Deterministic.Numbers(Rows * 3, 1001, 1));
        StepAgreement.Check(model, rows => model.Loss(rows, noise), Mixed(), Expected.Tvae);
    }

    [Fact]
    public void TheMultinomialDivergenceAgreesWithPyTorch()
    {
        foreach (var expected in Expected.Divergences)
        {
            var found = TabDdpm.Divergence(
                Tensor.Constant([1, 4], 0, 0, 1, 0),
                Tensor.Constant([1, 4], 0, 1, 0, 0),
                Tensor.Constant([1, 4], 0.3f, -0.2f, 1.1f, 0),
                Tensor.Constant([1, 1], (float)expected.Kept),
                Tensor.Constant([1, 1], (float)expected.Before)
            );
            using var graph = CompiledGraph.Compile([found]);
            graph.Run();
            Assert.Equal(expected.Divergence, graph.ReadScalar(found), 1e-5);
        }
    }

    [Fact]
    public void ModesAndPlacesAgreeWithTheirDefinition()
    {
        var column = new ColumnTransform("x", TransformKind.Modes, false, null, 0, false, 0, 1, 1e-6, 0, 1)
        {
            Modes = new ColumnModes([0.2, 0.8], [0.05, 0.1], [0.7, 0.3]),
        };
        foreach (double[] expected in Expected.Places)
        {
            double z = column.Forward(expected[0]);
            Assert.Equal(expected[1], Math.Floor(z));
            Assert.Equal(expected[2], (2 * (z - Math.Floor(z))) - 1, 1e-12);
            if (Math.Abs(expected[2]) < 0.99)
            {
                Assert.Equal(expected[0], column.Inverse(z, continuous: true), 1e-12);
            }
        }
    }

    private static float[] Mixed()
    {
        float[] numbers = Deterministic.Numbers(Rows * 3, 1000, 1);
        var rows = new float[numbers.Length];
        for (int i = 0; i < Rows; i++)
        {
            double mode = Math.Clamp(Math.Floor((numbers[3 * i] + 1.0) / 2 * 2), 0, 1);
            double place = 0.1 + (0.8 * (numbers[(3 * i) + 1] + 1.0) / 2);
            rows[3 * i] = (float)(mode + place);
            rows[(3 * i) + 1] = numbers[(3 * i) + 1];
            rows[(3 * i) + 2] = (float)Math.Clamp(Math.Floor((numbers[(3 * i) + 2] + 1.0) / 2 * 3), 0, 2);
        }

        return rows;
    }

    private sealed record Golden(GoldenStep Tvae, Kl[] Divergences, double[][] Places);

    private sealed record Kl(double Kept, double Before, double Divergence);
}
