namespace Likeness.Models.Autoencoders;

/// <summary>How a <see cref="VariationalAutoencoder"/> measures what its decoder misses.</summary>
public enum Reconstruction
{
    /// <summary>−log N(x; mean, variance), both of which the decoder gives for each value.</summary>
    Gaussian,

    /// <summary>−log N(x; mean, σ²) with one σ for all values, which is an option.</summary>
    Fixed,

    /// <summary>‖x − mean‖², which is −log N(x; mean, ½) but for a constant: the decoder's variance is ½.</summary>
    Mse,
}
