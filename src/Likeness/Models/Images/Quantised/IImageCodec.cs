using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Images.Quantised;

/// <summary>An autoencoder of images whose latents are whole numbers, which a prior can learn.</summary>
internal interface IImageCodec
{
    /// <summary>Numbers per image.</summary>
    int Positions { get; }

    /// <summary>K: numbers are 0 to K − 1.</summary>
    int Size { get; }

    /// <summary>What is minimised: the encoder's part first, what follows from <see cref="QuantisedOptions.EncoderFraction"/> on leaves the numbers as they are.</summary>
    /// <param name="values">From rows to images without classes.</param>
    /// <param name="parameters">Those of the model.</param>
    IEnumerable<Objective> Objectives(Func<Tensor, Tensor> values, ParameterSet parameters);

    /// <summary>The numbers of images: [batch, positions].</summary>
    /// <param name="values">[batch, pixels].</param>
    Tensor Numbers(Tensor values);

    /// <summary>Images of numbers: [batch, pixels].</summary>
    /// <param name="numbers">[batch, positions].</param>
    Tensor Decode(Tensor numbers);
}
