using Likeness.Data;

namespace Likeness.Sampling.Latents;

/// <summary>Latent vectors as a table.</summary>
internal static class LatentTable
{
    /// <summary>Latent vectors as a table of columns <c>latent1</c>, <c>latent2</c>, …</summary>
    /// <param name="latents">[rows × width].</param>
    /// <param name="width">The length of a latent vector.</param>
    public static Table Create(float[] latents, int width) =>
        new(
            [.. Enumerable.Range(1, width).Select(number => new Column($"latent{number}"))],
            Array.ConvertAll(latents, value => (double)value)
        );
}
