using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// What layers ask of the arrays that they are given: an extent of one would else be stretched without a word. Asked while a graph is
/// written; its steps pay nothing.
/// </summary>
internal static class LayerShapes
{
    /// <summary>[…, width].</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="x">What it is given.</param>
    /// <param name="width">Features.</param>
    /// <exception cref="ShapeException">x has another width.</exception>
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

    /// <summary>[batch, channels, places…], where there need be no places.</summary>
    /// <param name="layer">The layer's name.</param>
    /// <param name="x">What it is given.</param>
    /// <param name="channels">Channels.</param>
    /// <exception cref="ShapeException">x has another number of channels.</exception>
    public static void RequireChannels(string layer, Tensor x, int channels) =>
        Require(
            x.Shape.Rank >= 2 && x.Shape[1] == channels,
            layer,
            $"an array [batch, {channels}, places…] is needed",
            x
        );

    /// <summary>[batch, channels, places…], with an axis of places or more.</summary>
    /// <param name="what">What is done with it.</param>
    /// <param name="x">What is given.</param>
    /// <exception cref="ShapeException">x has fewer than three axes.</exception>
    public static void RequirePositions(string what, Tensor x) =>
        Require(x.Shape.Rank >= 3, what, "an array [batch, channels, places…] is needed", x);

    /// <summary>Something else.</summary>
    /// <param name="holds">Whether it is so.</param>
    /// <param name="layer">The layer's name.</param>
    /// <param name="needed">What is needed.</param>
    /// <param name="given">What is given.</param>
    /// <exception cref="ShapeException">It is not so.</exception>
    public static void Require(bool holds, string layer, string needed, params Tensor[] given)
    {
        if (!holds)
        {
            throw new ShapeException(layer, needed, Array.ConvertAll(given, tensor => tensor.Shape));
        }
    }
}
