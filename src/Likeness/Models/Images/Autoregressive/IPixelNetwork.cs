using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// A network that predicts each value of an image from those before it: the rows above, the pixels to the left and
/// the channels before. It is applied to whole images, or row by row and, within a row, pixel by pixel, with each
/// feature computed once.
/// </summary>
internal interface IPixelNetwork
{
    /// <summary>Rows above and pixels to the left in the receptive field of the first layer.</summary>
    int Reach { get; }

    /// <summary>Applies the network to whole images.</summary>
    /// <param name="pixels">[batch, channels, height, width], on [−1, 1].</param>
    /// <param name="classes">The numbers of the classes, [batch]; null where none are learned.</param>
    /// <returns>[batch, outputs, height, width], those of the first channel first.</returns>
    Tensor Apply(Tensor pixels, Tensor? classes);

    /// <summary>The states before the first row.</summary>
    /// <param name="batch">How many images are sampled together.</param>
    IReadOnlyList<Tensor> BeforeRows(int batch);

    /// <summary>The features of a row that depend on the rows above.</summary>
    /// <param name="above">The rows above in the receptive field of the first layer: [batch, channels, Reach, width].</param>
    /// <param name="states">The states of all rows above.</param>
    /// <param name="classes">The numbers of the classes, or null.</param>
    /// <returns>Features that pixels look up by their column, [batch, features, width] each, and the states that follow from the rows above.</returns>
    (IReadOnlyList<Tensor> Columns, IReadOnlyList<Tensor> States) BeginRow(
        Tensor above,
        IReadOnlyList<Tensor> states,
        Tensor? classes
    );

    /// <summary>The states before the first pixel of a row.</summary>
    /// <param name="batch">How many images are sampled together.</param>
    IReadOnlyList<Tensor> BeforePixels(int batch);

    /// <summary>Applies the network to one pixel.</summary>
    /// <param name="window">The pixels to the left in the receptive field of the first layer, and this one: [batch, channels, Reach + 1].</param>
    /// <param name="columns"><see cref="BeginRow"/> at this column: [batch, features] each.</param>
    /// <param name="memory">The states of the pixels to the left.</param>
    /// <returns>[batch, outputs].</returns>
    Tensor Step(Tensor window, IReadOnlyList<Tensor> columns, PixelMemory memory);

    /// <summary>The states after a row.</summary>
    /// <param name="begun">The states from <see cref="BeginRow"/>.</param>
    /// <param name="pixels">The states after its last pixel.</param>
    IReadOnlyList<Tensor> EndRow(IReadOnlyList<Tensor> begun, IReadOnlyList<Tensor> pixels);
}
