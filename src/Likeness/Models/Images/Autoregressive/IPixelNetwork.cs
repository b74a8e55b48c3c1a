using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>
/// A network that says of each value of an image what it may be, given those before it: the rows above, the pixels to the left and
/// the channels before. It can look at a whole image at once, or be walked through row by row and, within a row, pixel by pixel, each
/// feature computed once.
/// </summary>
internal interface IPixelNetwork
{
    /// <summary>How many rows above and pixels to the left the first layer sees.</summary>
    int Reach { get; }

    /// <summary>Looks at whole images.</summary>
    /// <param name="pixels">[batch, channels, height, width], on [−1, 1].</param>
    /// <param name="classes">The numbers of the classes, [batch]; null where none are learned.</param>
    /// <returns>[batch, outputs, height, width], those of the first channel first.</returns>
    Tensor Apply(Tensor pixels, Tensor? classes);

    /// <summary>What is remembered before the first row.</summary>
    /// <param name="batch">How many images are made side by side.</param>
    IReadOnlyList<Tensor> BeforeRows(int batch);

    /// <summary>What is known of a row from those above it.</summary>
    /// <param name="above">The rows above that the first layer sees: [batch, channels, Reach, width].</param>
    /// <param name="states">What is remembered of all rows above.</param>
    /// <param name="classes">The numbers of the classes, or null.</param>
    /// <returns>Features that pixels look up by their column, [batch, features, width] each, and the states that follow from the rows above.</returns>
    (IReadOnlyList<Tensor> Columns, IReadOnlyList<Tensor> States) BeginRow(
        Tensor above,
        IReadOnlyList<Tensor> states,
        Tensor? classes
    );

    /// <summary>What is remembered before the first pixel of a row.</summary>
    /// <param name="batch">How many images are made side by side.</param>
    IReadOnlyList<Tensor> BeforePixels(int batch);

    /// <summary>Looks at one pixel.</summary>
    /// <param name="window">The pixels to the left that the first layer sees, and this one: [batch, channels, Reach + 1].</param>
    /// <param name="columns">What <see cref="BeginRow"/> says of this column: [batch, features] each.</param>
    /// <param name="memory">What is remembered of the pixels to the left.</param>
    /// <returns>[batch, outputs].</returns>
    Tensor Step(Tensor window, IReadOnlyList<Tensor> columns, PixelMemory memory);

    /// <summary>What is remembered after a row.</summary>
    /// <param name="begun">The states from <see cref="BeginRow"/>.</param>
    /// <param name="pixels">What is remembered after its last pixel.</param>
    IReadOnlyList<Tensor> EndRow(IReadOnlyList<Tensor> begun, IReadOnlyList<Tensor> pixels);
}
