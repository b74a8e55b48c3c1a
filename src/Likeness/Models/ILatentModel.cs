using Likeness.Compute.Graph;

namespace Likeness.Models;

/// <summary>A model that makes rows of codes.</summary>
public interface IDecoder
{
    /// <summary>Width of a code.</summary>
    int LatentDimensions { get; }

    /// <summary>The row that a code stands for, without noise.</summary>
    /// <param name="latents">[batch, LatentDimensions]; N(0, I) is where the model draws them from, unless its documentation says otherwise.</param>
    /// <returns>[batch, Dimensions].</returns>
    Tensor Decode(Tensor latents);
}

/// <summary>A model that knows the code of a row.</summary>
public interface ILatentModel : IDecoder
{
    /// <summary>The code of a row, or the middle of its codes where it has many.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <returns>[batch, LatentDimensions].</returns>
    Tensor Encode(Tensor rows);
}
