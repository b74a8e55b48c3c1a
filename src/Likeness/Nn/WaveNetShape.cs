namespace Likeness.Nn;

/// <summary>Options of a <see cref="WaveNetStack"/>.</summary>
/// <param name="Symbols">The number of symbols, such as 256 for μ-law.</param>
/// <param name="Channels">Residual channels.</param>
/// <param name="Skip">Skip channels.</param>
/// <param name="Layers">Layers in a block, with dilations 1, 2, 4 ….</param>
/// <param name="Blocks">The number of blocks.</param>
/// <param name="Kernel">The kernel's extent; at least 2.</param>
/// <param name="Classes">The number of classes that every layer is conditioned on; 0 for none.</param>
/// <param name="Features">The number of local features that every layer is conditioned on; 0 for none.</param>
public sealed record WaveNetShape(
    int Symbols = 256,
    int Channels = 32,
    int Skip = 128,
    int Layers = 9,
    int Blocks = 1,
    int Kernel = 2,
    int Classes = 0,
    int Features = 0
)
{
    /// <summary>The receptive field: the number of positions, including its own, that a prediction depends on.</summary>
    public int ReceptiveField => 1 + (Blocks * (Kernel - 1) * ((1 << Layers) - 1));
}
