using System.Text.Json;
using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Models.Adversarial;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Adversarial;

/// <summary>Discriminators of several rows: losses, gradients and one Adam step compared with PyTorch's.</summary>
public sealed class ModeCollapseGoldenTests
{
    private const int Width = 5;
    private const int Latent = 3;
    private const int Hidden = 12;
    private const int Rows = 32;
    private const int Outputs = 4;

    private static readonly Golden Expected = JsonSerializer.Deserialize<Golden>(
        Repository.Read("tests/golden/mode_collapse.json"),
        JsonSerializerOptions.Web
    )!;

    private static readonly Tensor Codes = Numbers(Latent, 1001, 1.5);
    private static readonly Tensor Fraction = (Numbers(1, 1002, 1) + 1) * 0.5f;

    private static readonly GanOptions Small = new()
    {
        Latent = Latent,
        Hidden = Hidden,
        Layers = 2,
        R1 = 1.5,
    };

    [Fact]
    public void PackedRowsWithR1() => Check(() => new Gan(Small with { Pack = 3 }, Width), Expected.Packed);

    [Fact]
    public void PackedRowsWithGradientPenalty()
    {
        var options = WganGpOptions.Paper with { Latent = Latent, Hidden = Hidden, Layers = 2, Pack = 2 };
        Check(() => new WganGp(options, Width), Expected.PackedWasserstein);
    }

    [Fact]
    public void MinibatchDiscriminationWithR1() =>
        Check(() => new Gan(Small with { MinibatchFeatures = Outputs }, Width), Expected.Compared);

    [Fact]
    public void AnUnrolledDiscriminator()
    {
        using var model = new Gan(Small with { R1 = 0, UnrolledSteps = 3, UnrolledRate = 0.5 }, Width);
        CheckGenerator(model, Expected.Unrolled);
    }

    [Fact]
    public void AnUnrolledDiscriminatorWithR1()
    {
        using var model = new Gan(Small with { UnrolledSteps = 2, UnrolledRate = 0.2 }, Width);
        CheckGenerator(model, Expected.UnrolledWithPenalty);
    }

    [Fact]
    public void TheLayerAndItsSecondGradients()
    {
        using var parameters = new ParameterSet();
        var layer = new MinibatchDiscrimination(new ParameterScope(parameters, seed: null), Width, Outputs);
        Deterministic.Fill(parameters);
        var x = Numbers(Width, 1000, 2);
        var y = layer.Apply(x);
        var weights = Tensor.Constant(y.Shape, Deterministic.Numbers(y.Shape.Count, 2000, 1));
        Tensor[] sources = [x, layer.Weight];
        var first = Gradient.Compute((y * weights).Sum(), sources);
        var second = Gradient.Compute(first[0].Square().Sum(), sources);
        using var graph = CompiledGraph.Compile([y, .. first, .. second]);
        graph.Run();
        Agree(Expected.Layer.Result, graph, y);
        for (int i = 0; i < sources.Length; i++)
        {
            Agree(Expected.Layer.Gradients[i], graph, first[i]);
            Agree(Expected.Layer.Seconds[i], graph, second[i]);
        }
    }

    private static void Agree(string golden, CompiledGraph graph, Tensor tensor)
    {
        float[] expected = Deterministic.Unpack(golden);
        var found = new float[tensor.Shape.Count];
        graph.Read(tensor, found);
        double largest = expected.Max(Math.Abs);
        Assert.Equal(expected.Length, found.Length);
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i], found[i], 1e-5 * largest);
        }
    }

    private static void Check(Func<AdversarialModel> make, AdversarialSteps golden)
    {
        using var model = make();
        Deterministic.Fill(model.Parameters);
        StepAgreement.Check(
            model,
            x => model.DiscriminatorLoss(x, Codes, Fraction, ForwardPass.Training()),
            Deterministic.Numbers(Rows * Width, 1000, 2),
            golden.Critic
        );
        using var other = make();
        CheckGenerator(other, golden.Generator);
    }

    private static void CheckGenerator(AdversarialModel model, GoldenStep golden)
    {
        Deterministic.Fill(model.Parameters);
        float[] rows = Deterministic.Numbers(Rows * Width, 1000, 2);
        StepAgreement.Check(model, x => model.GeneratorLoss(x, Codes, ForwardPass.Training()), rows, golden);
    }

    private static Tensor Numbers(int width, int index, double bound) =>
        Tensor.Constant([Rows, width], Deterministic.Numbers(Rows * width, index, bound));

    private sealed record AdversarialSteps(GoldenStep Critic, GoldenStep Generator);

    private sealed record Layer(string Result, string[] Gradients, string[] Seconds);

    private sealed record Golden(
        Layer Layer,
        AdversarialSteps Packed,
        AdversarialSteps PackedWasserstein,
        AdversarialSteps Compared,
        GoldenStep Unrolled,
        GoldenStep UnrolledWithPenalty
    );
}
