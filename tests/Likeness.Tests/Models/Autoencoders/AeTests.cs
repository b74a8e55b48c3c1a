using System.Text.Json;
using Likeness.Models.Autoencoders;
using Likeness.Nn;
using Likeness.Testing;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Autoencoders;

public sealed class AeTests
{
    [Fact]
    public void AgreesWithPyTorch()
    {
        var golden = JsonSerializer.Deserialize<GoldenStep>(
            Repository.Read("tests/golden/ae.json"),
            JsonSerializerOptions.Web
        )!;
        using var model = new Ae(new AeOptions { Hidden = 12, Latent = 2 }, 5);
        foreach (var (parameter, i) in model.Parameters.Trained.Select((parameter, i) => (parameter, i)))
        {
            double bound = 1 / Math.Sqrt(parameter.Shape[-1]);
            Deterministic.Numbers(parameter.Shape.Count, i, bound).CopyTo(parameter.Values);
        }

        StepAgreement.Check(
            model,
            rows => model.Objectives[0].Loss(rows, ForwardPass.Inference),
            Deterministic.Numbers(32 * 5, 1000, 2),
            golden
        );
    }

    [SkippableFact]
    public void SamplesHaveTheMomentsOfTheRows()
    {
        LongTest.Require();
        var train = Toy.Arc(500);
        using var trained = new Trained("ae", train, epochs: 60);
        var sampled = trained.Sample(4000);
        for (int column = 0; column < train.Width; column++)
        {
            var (mean, deviation) = Moments(train.ColumnValues(column));
            var (sampledMean, sampledDeviation) = Moments(sampled.ColumnValues(column));
            Assert.Equal(mean, sampledMean, 0.2 * deviation);
            Assert.Equal(deviation, sampledDeviation, 0.2 * deviation);
        }
    }

    private static (double Mean, double Deviation) Moments(double[] values)
    {
        double mean = values.Average();
        return (mean, Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
    }
}
