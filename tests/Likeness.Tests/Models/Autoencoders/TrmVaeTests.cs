using System.Text.Json;
using Likeness.Compute.Graph;
using Likeness.Models.Autoencoders;
using Likeness.Nn;
using Likeness.Tests.House;

namespace Likeness.Tests.Models.Autoencoders;

public sealed class TrmVaeTests
{
    private const int Columns = 4;
    private const int Rows = 32;

    [Fact]
    public void AgreesWithPyTorch()
    {
        var golden = JsonSerializer.Deserialize<GoldenStep>(
            Repository.Read("tests/golden/trm_vae.json"),
            JsonSerializerOptions.Web
        )!;
        var options = new TrmVaeOptions
        {
            Latent = 3,
            Width = 8,
            Heads = 2,
            Hidden = 12,
            Layers = 2,
        };
        using var model = new TrmVae(options, Columns);
        Deterministic.Fill(model.Parameters);
        var noise = Tensor.Constant([Rows, 3], Deterministic.Numbers(Rows * 3, 1002, 1));
        StepAgreement.Check(
            model,
            rows => model.Loss(rows, noise, ForwardPass.Inference),
            Deterministic.Numbers(Rows * Columns, 1000, 2),
            golden
        );
    }

    [Fact]
    public void AWidthThatDoesNotDivideIntoTheHeadsIsNamed()
    {
        var error = Assert.Throws<LikenessException>(() => new TrmVae(new TrmVaeOptions { Width = 30 }, Columns));
        Assert.Contains("Heads", error.Message);
    }
}
