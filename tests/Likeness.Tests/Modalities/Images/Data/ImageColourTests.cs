using System.Text.Json;
using Likeness.Modalities.Images.Data;
using Likeness.Tests.House;

namespace Likeness.Tests.Modalities.Images.Data;

public sealed class ImageColourTests
{
    [Fact]
    public void GreyEqualsThatOfPillow()
    {
        var golden = JsonSerializer.Deserialize<Dictionary<string, int[]>>(Repository.Read("tests/golden/grey.json"))!;
        var colour = new ImageSet(new ImageShape(3, 20, 10), [.. golden["colour"].Select(value => (byte)value)]);
        Assert.Equal(golden["grey"], ((ImageColour?)ImageColour.Grey).Apply(colour).Pixels.Select(value => (int)value));
    }

    [Fact]
    public void ColourRepeatsGreyAndNothingIsConvertedTwice()
    {
        var grey = new ImageSet(new ImageShape(1, 1, 2), [1, 2, 3, 4], [new ImageLabel("class", ["a", "b"], [0, 1])]);
        var colour = ((ImageColour?)ImageColour.Rgb).Apply(grey);
        Assert.Equal([1, 2, 1, 2, 1, 2, 3, 4, 3, 4, 3, 4], colour.Pixels);
        Assert.Same(grey.Labels[0], colour.Labels[0]);
        Assert.Same(colour, ((ImageColour?)ImageColour.Rgb).Apply(colour));
        Assert.Same(colour, ((ImageColour?)null).Apply(colour));
        Assert.Equal(grey.Pixels, ((ImageColour?)ImageColour.Grey).Apply(colour).Pixels);
    }
}
