using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Checks the shapes of layer inputs, since an extent of one would otherwise broadcast silently. The checks run while a graph is
/// built and cost nothing at run time.
/// </summary>
internal static class LayerShapes
{
    /// <summary>[…, width].</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="x">The input.</param>
    /// <param name="width">The number of features.</param>
    /// <exception cref="ShapeException">The width of x differs.</exception>
    public static void RequireWidth(string layer, Tensor x, int width) =>
        Require(x.Shape.Rank >= 1 && x.Shape[-1] == width, layer, $"an array […, {width}] is needed", x);

    /// <summary>[batch, width].</summary>
    /// <inheritdoc cref="RequireWidth"/>
    public static void RequireRows(string layer, Tensor x, int width) =>
        Require(x.Shape.Rank == 2 && x.Shape[1] == width, layer, $"an array [batch, {width}] is needed", x);

    /// <summary>[batch, positions, width].</summary>
    /// <inheritdoc cref="RequireWidth"/>
    public static void RequireSequence(string layer, Tensor x, int width) =>
        Require(x.Shape.Rank == 3 && x.Shape[2] == width, layer, $"an array [batch, positions, {width}] is needed", x);

    /// <summary>[batch, channels, positions…]; the spatial axes may be missing.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="x">The input.</param>
    /// <param name="channels">Channels.</param>
    /// <exception cref="ShapeException">The number of channels of x differs.</exception>
    public static void RequireChannels(string layer, Tensor x, int channels) =>
        Require(
            x.Shape.Rank >= 2 && x.Shape[1] == channels,
            layer,
            $"an array [batch, {channels}, positions…] is needed",
            x
        );

    /// <summary>[batch, channels, positions…], with at least one spatial axis.</summary>
    /// <param name="what">The name of the operation.</param>
    /// <param name="x">The input.</param>
    /// <exception cref="ShapeException">x has fewer than three axes.</exception>
    public static void RequirePositions(string what, Tensor x) =>
        Require(x.Shape.Rank >= 3, what, "an array [batch, channels, positions…] is needed", x);

    /// <summary>A condition.</summary>
    /// <param name="holds">Whether it holds.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="needed">The required shape.</param>
    /// <param name="given">The actual inputs.</param>
    /// <exception cref="ShapeException">The condition does not hold.</exception>
    public static void Require(bool holds, string layer, string needed, params Tensor[] given)
    {
        if (!holds)
        {
            throw new ShapeException(layer, needed, Array.ConvertAll(given, tensor => tensor.Shape));
        }
    }
}
