using System.Reflection;
using Likeness.Compute.Graph;
using Likeness.Modalities.Images.Data;
using Likeness.Models;
using Likeness.Tests.Models.Diffusion;

namespace Likeness.Tests.Models.Images;

/// <summary>The uses of a trained model that its sampling options are said to affect.</summary>
public sealed class SamplingOptionUsesTests
{
    private static readonly ImageSet Images = TinyImages.Squares(4, side: 8);

    [Theory]
    [InlineData("ddpm")]
    [InlineData("flow-matching")]
    [InlineData("ncsnv2")]
    [InlineData("pixelcnn")]
    [InlineData("realnvp")]
    [InlineData("diffusion-ae")]
    public void AnOptionAffectsNoOtherUse(string name)
    {
        using var trained = new TrainedImages(name, Images, 1, options: Shallow(TrainedImages.Small(name)));
        var before = Uses(trained.Model, trained);
        foreach (var property in SamplingOptions.FindIn(trained.Options.GetType()))
        {
            var affects = property.GetCustomAttribute<SamplingAttribute>()!.Affects;
            if (affects == ModelUses.All || !trained.Options.IsUsed(property))
            {
                continue;
            }

            var options = trained.Options with { };
            property.SetValue(options, Other(property.GetValue(options)!));
            using var model = ModelRegistry
                .Find(name, typeof(ImageSet))
                .Create(options, ModelSpace.Create(trained.Transform, Images.Count), seed: null);
            model.CopyFrom(trained.Model);
            foreach (var (use, values) in Uses(model, trained))
            {
                if (!affects.HasFlag(use))
                {
                    Assert.True(before[use].SequenceEqual(values), $"{property.Name} affects {use}");
                }
            }
        }
    }

    [Theory]
    [InlineData("ddpm", ModelUses.Imputation, "Guidance, ImputationSteps, ImputationRepeats")]
    [InlineData("ddpm", ModelUses.Decoding, "Steps, DensitySteps")]
    [InlineData("wgan-gp", ModelUses.Sampling, "")]
    [InlineData("realnvp", ModelUses.Scoring, "")]
    public void ATaskHasTheOptionsThatAffectIt(string name, ModelUses use, string expected)
    {
        var entry = ModelRegistry.Find(name, typeof(ImageSet));
        var names =
            from property in SamplingOptions.FindIn(entry.OptionsType)
            where entry.Offers(property)
            where property.GetCustomAttribute<SamplingAttribute>()!.Affects.HasFlag(use)
            select property.Name;
        Assert.Equal(
            expected.Split(", ", StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
            names.Order(StringComparer.Ordinal)
        );
    }

    private static Dictionary<ModelUses, float[]> Uses(GenerativeModel model, TrainedImages trained)
    {
        int width = trained.Transform.Width;
        var rows = Tensor.Constant([Images.Count, width], trained.Rows(Images));
        var known = Tensor.Constant(
            rows.Shape,
            [.. Enumerable.Range(0, Images.Count * width).Select(i => i % width < width / 2 ? 1f : 0f)]
        );
        var found = new Dictionary<ModelUses, float[]> { [ModelUses.Sampling] = Evaluated.Of(model.Sample(2))[0] };
        if (model is IDensityModel density)
        {
            found[ModelUses.Scoring] = Evaluated.Of(density.LogDensity(rows))[0];
        }

        if (model is ILatentModel latent)
        {
            found[ModelUses.Encoding] = Evaluated.Of(latent.Encode(rows))[0];
            float[] latents = [.. Enumerable.Range(0, 2 * latent.LatentDimensions).Select(i => MathF.Sin(i))];
            found[ModelUses.Decoding] = Evaluated.Of(
                latent.Decode(Tensor.Constant([2, latent.LatentDimensions], latents))
            )[0];
        }

        if (model is IImputer imputer)
        {
            found[ModelUses.Imputation] = Evaluated.Of(imputer.Impute(rows, known))[0];
        }

        return found;
    }

    private static ModelOptions Shallow(ModelOptions options)
    {
        options = options with { };
        foreach (var property in SamplingOptions.FindIn(options.GetType()))
        {
            if (property.PropertyType == typeof(int))
            {
                property.SetValue(options, 2);
            }
        }

        return options;
    }

    private static object Other(object value) =>
        value switch
        {
            int number => number + 2,
            double number => (number / 2) + 0.1,
            bool isSet => !isSet,
            _ => Enum.ToObject(value.GetType(), Convert.ToInt32(value) + 1),
        };
}
