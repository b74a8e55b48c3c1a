using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that decodes latent vectors into rows.</summary>
public interface IDecoder
{
    /// <summary>Dimensions of a latent vector.</summary>
    int LatentDimensions { get; }

    /// <summary>The row of a latent vector, without noise.</summary>
    /// <param name="latents">[batch, LatentDimensions]; their prior is N(0, I) unless the model's documentation says otherwise.</param>
    /// <returns>[batch, Dimensions].</returns>
    Tensor Decode(Tensor latents);
}

/// <summary>A model that encodes rows into latent vectors.</summary>
public interface ILatentModel : IDecoder
{
    /// <summary>The latent vector of a row, or the mean of its distribution.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <returns>[batch, LatentDimensions].</returns>
    Tensor Encode(Tensor rows);
}
