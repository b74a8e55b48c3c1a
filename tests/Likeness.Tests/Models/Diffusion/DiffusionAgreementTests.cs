using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Models.Diffusion;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Diffusion;

/// <summary>Losses, gradients and a step of Adam compared with PyTorch's.</summary>
public sealed class DiffusionAgreementTests
{
    private const int Width = 5;
    private const int Rows = 32;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/diffusion.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly Tensor Noise = Numbers(Width, 1001, 1.5);
    private static readonly Tensor Unit = (Numbers(1, 1002, 1) + 1) * 0.5f;

    [Fact]
    public void FlowMatching()
    {
        using var model = new FlowMatching(new FlowMatchingOptions { Hidden = 4, Blocks = 2 }, Width);
        Check(
            model,
            rows => Likeness.Models.Diffusion.FlowMatching.Loss(model.Network, rows, Noise, (Unit * 0.8f) + 0.1f),
            Expected.FlowMatching
        );
    }

    [Fact]
    public void Edm()
    {
        var options = new EdmOptions
        {
            Hidden = 4,
            Blocks = 2,
            Frequencies = 0,
            DataDeviation = 0.8,
        };
        using var model = new Edm(options, Width);
        Check(model, rows => model.Loss(rows, Noise, Numbers(1, 1003, 2)), Expected.Edm);
    }

    [Theory]
    [InlineData(DiffusionTarget.Noise, 0)]
    [InlineData(DiffusionTarget.Row, 0)]
    [InlineData(DiffusionTarget.Velocity, 2)]
    public void Ddpm(DiffusionTarget target, int frequencies)
    {
        var options = new DdpmOptions
        {
            Hidden = 4,
            Blocks = 2,
            Frequencies = frequencies,
            Noise = NoiseScheduleKind.Linear,
            Target = target,
        };
        using var model = new Ddpm(options, Width);
        var golden = target switch
        {
            DiffusionTarget.Noise => Expected.Noise,
            DiffusionTarget.Row => Expected.Row,
            _ => Expected.Velocity,
        };
        Check(model, rows => model.Loss(rows, Noise, (Unit * 999).Floor()), golden);
    }

    [Fact]
    public void SchedulesOfNoise()
    {
        int[] places = [0, 1, 9, 99, 499, 999];
        foreach (
            var (kind, golden) in new[]
            {
                (NoiseScheduleKind.Linear, Expected.Linear),
                (NoiseScheduleKind.Cosine, Expected.Cosine),
            }
        )
        {
            var schedule = new NoiseSchedule(kind, 1000);
            for (int i = 0; i < places.Length; i++)
            {
                Assert.Equal(golden[i], schedule.Kept[places[i]], 1e-12 * golden[i]);
                Assert.Equal(places[i] + 1, schedule.StepAt(schedule.Level(places[i] + 1)), 1e-9);
            }
        }
    }

    private static Tensor Numbers(int width, int index, double bound) =>
        Tensor.Constant([Rows, width], Deterministic.Numbers(Rows * width, index, bound));

    private static void Check(ProbabilityFlow model, Func<Tensor, Tensor> loss, GoldenStep golden)
    {
        Deterministic.Fill(model.Parameters);
        StepAgreement.Check(model, loss, Deterministic.Numbers(Rows * Width, 1000, 2), golden);
    }

    private sealed record Golden(
        GoldenStep FlowMatching,
        GoldenStep Edm,
        GoldenStep Noise,
        GoldenStep Row,
        GoldenStep Velocity,
        double[] Linear,
        double[] Cosine
    );
}
