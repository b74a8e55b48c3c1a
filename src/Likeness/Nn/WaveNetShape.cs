namespace Likeness.Nn;

/// <summary>What a <see cref="WaveNetStack"/> is like.</summary>
/// <param name="Symbols">How many symbols there are, such as the 256 of μ-law.</param>
/// <param name="Channels">Channels between the layers.</param>
/// <param name="Skip">Channels that each layer gives to the output.</param>
/// <param name="Layers">Layers of a block, dilated by 1, 2, 4 ….</param>
/// <param name="Blocks">How many blocks.</param>
/// <param name="Kernel">Positions that a layer looks at; at least 2.</param>
/// <param name="Classes">Classes that a sequence may be of, told to every layer; 0 for none.</param>
public sealed record WaveNetShape(
    int Symbols = 256,
    int Channels = 32,
    int Skip = 128,
    int Layers = 9,
    int Blocks = 1,
    int Kernel = 2,
    int Classes = 0
)
{
    /// <summary>How many positions, its own included, a prediction depends on.</summary>
    public int ReceptiveField => 1 + (Blocks * (Kernel - 1) * ((1 << Layers) - 1));
}
