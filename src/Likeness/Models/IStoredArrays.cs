using Likeness.Interop;

namespace Likeness.Models;

/// <summary>A fitted model whose arrays have lengths that only the fit determines, so that they are no parameters. Checkpoints store them.</summary>
public interface IStoredArrays
{
    /// <summary>The arrays of the fitted model; none before the fit.</summary>
    IReadOnlyList<TensorData> ToTensors();

    /// <summary>Restores the model from the arrays of a file.</summary>
    /// <param name="file">Holds what <see cref="ToTensors"/> returned, and perhaps more.</param>
    /// <exception cref="LikenessException">An array that the model needs is missing, or the arrays are not consistent.</exception>
    void FromTensors(SafetensorsFile file);

    /// <summary>Takes the arrays of another model of the same class and space.</summary>
    /// <param name="other">The other model.</param>
    void CopyArraysFrom(IStoredArrays other);
}
