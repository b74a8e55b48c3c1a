using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Style;

/// <summary>The result of <see cref="StyleTransfer"/>.</summary>
/// <param name="Picture">One picture, in colour.</param>
/// <param name="ContentLoss">The content loss before the last step.</param>
/// <param name="StyleLoss">The style loss before the last step.</param>
/// <param name="FirstStyleLoss">The style loss before the first step.</param>
public sealed record StyledPicture(ImageSet Picture, double ContentLoss, double StyleLoss, double FirstStyleLoss);
