using Likeness.Compute.Graph;

namespace Likeness.Models.Images.Autoregressive;

/// <summary>A recurrent layer of a <see cref="PixelRnn"/>: applied to whole images, or row by row and pixel by pixel, with the same results.</summary>
internal interface IPixelRecurrence
{
    /// <summary>Applies the layer to whole images.</summary>
    /// <param name="x">[batch, width, height, columns].</param>
    /// <param name="pixels">The image: [batch, channels, height, columns].</param>
    /// <returns>[batch, width, height, columns].</returns>
    Tensor Apply(Tensor x, Tensor pixels);

    /// <summary>The states of the row above the first: [batch, features, columns] each.</summary>
    /// <param name="batch">How many images are sampled together.</param>
    /// <param name="columns">Pixels of a row.</param>
    IReadOnlyList<Tensor> BeforeRows(int batch, int columns);

    /// <summary>What a row receives from those above.</summary>
    /// <param name="states">The states of the row above.</param>
    /// <param name="pixels">The row above: [batch, channels, columns].</param>
    /// <returns>Two arrays that pixels look up by their column, [batch, features, columns] each, and states for <see cref="EndRow"/>.</returns>
    (IReadOnlyList<Tensor> Columns, IReadOnlyList<Tensor> States) BeginRow(IReadOnlyList<Tensor> states, Tensor pixels);

    /// <summary>The states before the first pixel of a row: [batch, features, pixels] each.</summary>
    /// <param name="batch">How many images are sampled together.</param>
    /// <param name="columns">Pixels of a row.</param>
    IReadOnlyList<Tensor> BeforePixels(int batch, int columns);

    /// <summary>Applies the layer to one pixel.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="above">The columns of <see cref="BeginRow"/> at its own: [batch, features] each.</param>
    /// <param name="left">The states of the pixels to the left.</param>
    /// <returns>[batch, width].</returns>
    Tensor Step(Tensor x, IReadOnlyList<Tensor> above, PixelMemory left);

    /// <summary>The states of a row.</summary>
    /// <param name="begun">The states of <see cref="BeginRow"/>.</param>
    /// <param name="pixels">The states after its last pixel.</param>
    IReadOnlyList<Tensor> EndRow(IReadOnlyList<Tensor> begun, IReadOnlyList<Tensor> pixels);
}
