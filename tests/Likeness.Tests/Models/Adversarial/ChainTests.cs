using Likeness.Compute.Compilation;
using Likeness.Models.Adversarial;

namespace Likeness.Tests.Models.Adversarial;

/// <summary>
/// Rows sampled by a Markov chain: if the generator gives N(0, 1) and the discriminator's logit is x, the odds exp(x) turn it into
/// N(1, 1).
/// </summary>
public sealed class ChainTests
{
    private const int Count = 4096;

    [Fact]
    public void One_candidate_is_what_the_generator_makes()
    {
        using var model = new Gan(Line(new GanOptions { Chain = 1 }), 1);
        Assert.InRange(MeanOf(model, out double deviation), -0.06, 0.06);
        Assert.InRange(deviation, 0.96, 1.04);
    }

    [Fact]
    public void Many_lead_to_what_the_critic_says()
    {
        using var model = new Gan(Line(new GanOptions { Chain = 60 }), 1);
        Assert.InRange(MeanOf(model, out double deviation), 0.94, 1.06);
        Assert.InRange(deviation, 0.96, 1.04);
    }

    [Fact]
    public void A_critic_that_gives_no_odds_is_not_asked()
    {
        using var model = new LsGan(Line(new LsGanOptions { Chain = 60 }), 1);
        Assert.InRange(MeanOf(model, out _), -0.06, 0.06);
    }

    private static TOptions Line<TOptions>(TOptions options)
        where TOptions : PointGanOptions => options with { Latent = 1, Hidden = 2, Layers = 1 };

    private static double MeanOf(PointGan model, out double deviation)
    {
        // relu(x) − relu(−x) is x; with a leak of 0.2 it is 1.2 x.
        foreach (var parameter in model.Parameters)
        {
            parameter.Values.Clear();
        }

        foreach (string name in new[] { "generator.net.0.weight", "generator.net.2.weight", "critic.0.weight" })
        {
            (model.Parameters[name].Values[0], model.Parameters[name].Values[1]) = (1, -1);
        }

        (model.Parameters["critic.1.weight"].Values[0], model.Parameters["critic.1.weight"].Values[1]) = (
            1 / 1.2f,
            -1 / 1.2f
        );
        var rows = model.Sample(Count);
        using var graph = CompiledGraph.Compile([rows]);
        graph.Run();
        var values = new float[Count];
        graph.Read(rows, values);
        double mean = values.Average(value => (double)value);
        deviation = Math.Sqrt(values.Average(value => Math.Pow(value - mean, 2)));
        return mean;
    }
}
