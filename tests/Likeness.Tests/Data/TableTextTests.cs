using System.Text;
using Likeness.Data;

namespace Likeness.Tests.Data;

/// <summary>What tells a table in a text file from a text.</summary>
public sealed class TableTextTests
{
    [Theory]
    [InlineData("1 2\n3 4\n5 6\n", true)]
    [InlineData("name,city,kind\nann,Bonn,a\nbob,Ulm,b\n", true)]
    [InlineData("name;city\nann;Bonn, am Rhein\nbob;Ulm\n", true)]
    [InlineData("name\tcity\nann\tBonn\nbob\tUlm\n", true)]
    [InlineData("name,city\n\"Doe,Ann\",Bonn\nbob,Ulm\n", true)]
    [InlineData("name,city\nann,Bonn\n", false)]
    [InlineData("To be, or not to be,\nThat is, the question,\nWhether, tis nobler,\n", false)]
    [InlineData("One line.\nAnother one.\nA third.\n", false)]
    [InlineData("name,city\nann,Bonn\nbob\n", false)]
    public void IsStated(string text, bool isTable) =>
        Assert.Equal(isTable, TableText.IsTable(Encoding.UTF8.GetBytes(text)));
}
