namespace Likeness.Models.Autoencoders;

/// <summary>The likelihood p(x|z) of a <see cref="VariationalAutoencoder"/>.</summary>
public enum Reconstruction
{
    /// <summary>−log N(x; mean, variance), both given by the decoder for each value.</summary>
    Gaussian,

    /// <summary>−log N(x; mean, σ²) with one fixed σ for all values.</summary>
    Fixed,

    /// <summary>‖x − mean‖², which is −log N(x; mean, ½) but for a constant: the decoder's variance is ½.</summary>
    Mse,
}
