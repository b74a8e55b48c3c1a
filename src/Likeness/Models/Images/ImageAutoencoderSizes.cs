namespace Likeness.Models.Images;

/// <summary>The sizes and weights of <see cref="ImageAutoencoder"/>.</summary>
/// <param name="Convolutions">The sizes of encoder and decoder.</param>
/// <param name="AdversarialWeight">λ, the weight of the adversarial loss beside the mean squared error per pixel; 0 for none.</param>
/// <param name="EncoderFraction">The fraction of the training in which the encoder is trained, if something follows.</param>
/// <param name="DiscriminatorWidth">Channels of the discriminator next to the image.</param>
internal readonly record struct ImageAutoencoderSizes(
    ConvolutionalSizes Convolutions,
    double AdversarialWeight,
    double EncoderFraction,
    int DiscriminatorWidth
);
