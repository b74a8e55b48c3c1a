using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Adversarial;

/// <summary>Generated rows of constant noise, with which a discriminator of several rows scores a single one.</summary>
internal static class ReferenceRows
{
    /// <summary>The rows of the generator in inference; classes, where they are learned, in turn.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many rows.</param>
    /// <param name="latent">Dimensions of the noise.</param>
    /// <returns>[count, d].</returns>
    public static Tensor Of(AdversarialModel model, int count, int latent)
    {
        var random = RandomUse.Latents.Random(seed: 0, index: 1);
        float[] noise = [.. Enumerable.Range(0, count * latent).Select(_ => (float)random.NextNormal())];
        int width = model.Space.Width;
        var like = new float[count * width];
        for (int i = 0; i < count && model.Space.Classes > 0; i++)
        {
            like[((i + 1) * width) - 1] = i % model.Space.Classes;
        }

        return model.Generate(
            Tensor.Constant([count, latent], noise),
            Tensor.Constant([count, width], like),
            ForwardPass.Inference
        );
    }
}
