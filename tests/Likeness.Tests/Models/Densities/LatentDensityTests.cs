using Likeness.Compute.Compilation;
using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Models.Autoencoders;
using Likeness.Models.Flows;
using Likeness.Models.Images;
using Likeness.Testing;
using Likeness.Tests.Models.Images;

namespace Likeness.Tests.Models.Densities;

/// <summary>Property tests of every registered model whose density is that of normal latents under a transform: flows, ODEs, copulas.</summary>
public sealed class LatentDensityTests
{
    private const int Rows = 40;

    /// <summary>Latents of the others are sampled.</summary>
    public static TheoryData<string> Tables =>
        [
            .. Densities(typeof(Table))
                .Where(entry =>
                    entry.ModelType.IsAssignableTo(typeof(ILatentModel))
                    && !entry.ModelType.IsAssignableTo(typeof(VariationalAutoencoder))
                )
                .Select(entry => entry.Name),
        ];

    public static TheoryData<string> Images =>
        [.. Densities(typeof(ImageSet)).Where(IsFlow).Select(entry => entry.Name)];

    // Densities of images that are not those of a flow, and which tests look at them.
    private static readonly Dictionary<string, string> OtherImages = new()
    {
        ["ddpm"] = "the ODE of the table models, tested above; its estimated divergence: DivergenceTests",
        ["flow-matching"] = "the ODE of the table models, tested above; its estimated divergence: DivergenceTests",
        ["jit"] = "the ODE of the table models, tested above; its estimated divergence: DivergenceTests",
        ["score-sde"] = "a Gaussian's density: GaussianDataTests; its estimated divergence: DivergenceTests",
        ["ncsnv2"] = "the ODE of score-sde",
        ["rectified-flow"] = "the ODE of the table models, tested above; its estimated divergence: DivergenceTests",
        ["pixelcnn"] = "sums over all images: PixelModelTests",
        ["pixelrnn"] = "sums over all images: PixelModelTests",
        ["vanilla-vae"] = "a bound: the levels of each pixel sum to 1 for any latents, PixelLikelihoodTests",
        ["cvae"] = "a bound with the same likelihood of pixels, ImageVaeTests",
        ["hvae"] = "a bound with the same likelihood of pixels, ImageVaeTests",
        ["vae-gan"] = "the bound of vanilla-vae, ImageVaeTests",
        ["vq-vae"] = "a bound by the codebook's own indices, VqVaeTests",
    };

    [Fact]
    public void EveryDensityOfImagesIsTested() =>
        Assert.Equal(
            Densities(typeof(ImageSet)).Where(entry => !IsFlow(entry)).Select(entry => entry.Name).Order(),
            OtherImages.Keys.Order()
        );

    [SkippableTheory]
    [MemberData(nameof(Tables))]
    public void TheDensityOfRowsIsThatOfTheTransform(string name)
    {
        LongTest.Require();
        using var trained = new Trained(name, Toy.Curve(200, 3), epochs: 4, options: QuickModel.Options(name));
        float[] rows = new float[Rows * 3];
        trained.Transform.Forward(Toy.Curve(Rows, 3, seed: 3), [.. Enumerable.Range(0, Rows)], rows);
        Check(trained.State.Chosen, rows, tolerance: 0.02);
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void TheDensityOfImagesIsThatOfTheTransform(string name)
    {
        using var model = WithRandomWeights(name);
        float[] rows = Deterministic.Numbers(4 * model.Dimensions, 7, 1);
        Check(model, rows, tolerance: 0.2);
        float[] samples = Evaluate(model, _ => model.Sample(Rows), new float[model.Dimensions]);
        float[] latents = Evaluate(model, ((ILatentModel)model).Encode, samples);
        Property.Holds(JacobianProperties.LatentsOfSamplesAreStandardNormal(model.Dimensions, latents));
    }

    private static void Check(GenerativeModel model, float[] rows, double tolerance) =>
        Property.Holds(
            JacobianProperties.TheDensityIsThatOfTheTransform(
                model.Dimensions,
                all => Evaluate(model, ((ILatentModel)model).Encode, all),
                all => Evaluate(model, ((IDensityModel)model).LogDensity, all),
                rows,
                tolerance
            )
        );

    private static float[] Evaluate(GenerativeModel model, Func<Tensor, Tensor> function, float[] rows)
    {
        var input = Tensor.Input("rows", [rows.Length / model.Dimensions, model.Dimensions]);
        var result = function(input);
        using var graph = CompiledGraph.Compile([result]);
        graph.Write(input, rows);
        graph.Run();
        var values = new float[result.Shape.Count];
        graph.Read(result, values);
        return values;
    }

    private static IEnumerable<ModelEntry> Densities(Type examples) =>
        ModelRegistry.Learning(examples).Where(entry => entry.ModelType.IsAssignableTo(typeof(IDensityModel)));

    private static bool IsFlow(ModelEntry entry) => entry.ModelType.IsAssignableTo(typeof(IFlow));

    // A flow begins as the identity, which has a density that is too simple. A learned dequantisation makes the density a bound: FlowPpTests.
    private static GenerativeModel WithRandomWeights(string name)
    {
        var options = TrainedImages.Small(name) is ImageFlowOptions flow
            ? flow with
            {
                Dequantisation = 0,
            }
            : TrainedImages.Small(name);
        var space = ModelSpace.Create(new ImageTransform(new ImageShape(1, 8, 8), options.Pixels, []), 100);
        var model = ModelRegistry.Find(name, typeof(ImageSet)).Create(options, space, seed: 3);
        foreach (var (i, parameter) in model.Parameters.Index())
        {
            if (parameter.Name.EndsWith("permutation", StringComparison.Ordinal))
            {
                continue;
            }

            float[] change = Deterministic.Numbers(parameter.Shape.Count, i, 0.05);
            for (int k = 0; k < change.Length; k++)
            {
                parameter.Values[k] += change[k];
            }
        }

        return model;
    }
}
