using Likeness.Data;
using Likeness.Data.Detection;
using Likeness.Data.Kinds;

namespace Likeness.Tests.Data.Detection;

public sealed class SubjectNamesTests
{
    [Theory]
    [InlineData("customer")]
    [InlineData("customer_id")]
    [InlineData("CustomerID")]
    [InlineData("customerId")]
    [InlineData("CUSTOMER_ID")]
    [InlineData("bill_to_customer_key")]
    [InlineData("cust no")]
    [InlineData("PatientNo")]
    [InlineData("patient-number")]
    [InlineData("user_id")]
    [InlineData("userid")]
    [InlineData("MemberCode")]
    [InlineData("policyholder")]
    [InlineData("policy_holder_id")]
    [InlineData("kundennummer")]
    [InlineData("Kunden-Nr")]
    [InlineData("id_cliente")]
    [InlineData("account_number")]
    [InlineData("kontonummer")]
    [InlineData("employee id")]
    [InlineData("ssn")]
    [InlineData("patient_ssn")]
    [InlineData("MRN")]
    [InlineData("nhs_number")]
    [InlineData("national_id")]
    [InlineData("TaxNumber")]
    [InlineData("passport_no")]
    [InlineData("LicenceNumber")]
    [InlineData("license_plate")]
    [InlineData("badge_id")]
    [InlineData("loyalty_number")]
    [InlineData("card_no")]
    [InlineData("iban")]
    [InlineData("customerIBAN")]
    [InlineData("vin")]
    [InlineData("imei")]
    [InlineData("serial_number")]
    [InlineData("Personalnummer")]
    [InlineData("Matrikelnummer")]
    [InlineData("Steuernummer")]
    [InlineData("Versichertennummer")]
    [InlineData("matricule")]
    [InlineData("dni")]
    [InlineData("nif")]
    [InlineData("manager_id")]
    [InlineData("supervisorId")]
    [InlineData("doctor_id")]
    [InlineData("PhysicianNo")]
    [InlineData("driver_id")]
    [InlineData("agent_id")]
    [InlineData("sales_rep_id")]
    [InlineData("e-mail")]
    [InlineData("email")]
    [InlineData("contact_mail")]
    [InlineData("mobile")]
    [InlineData("phone_number")]
    [InlineData("Telefon")]
    [InlineData("telefonnummer")]
    public void NamesOfPeopleAndAccounts(string name) => Assert.True(SubjectNames.Are(name));

    [Theory]
    [InlineData("Kunden", true)]
    [InlineData("Mitarbeiter", true)]
    [InlineData("Kunde", false)]
    [InlineData("Kundennummer", false)]
    [InlineData("customer", false)]
    public void NumbersMayCountPeople(string name, bool areCounts) =>
        Assert.Equal(areCounts, SubjectNames.AreCounts(name));

    [Theory]
    [InlineData("")]
    [InlineData("customer_segment")]
    [InlineData("customers")]
    [InlineData("user_agent")]
    [InlineData("user_rating")]
    [InlineData("station_id")]
    [InlineData("product_code")]
    [InlineData("store")]
    [InlineData("postcode")]
    [InlineData("account")]
    [InlineData("account_code")]
    [InlineData("account_type")]
    [InlineData("subject_code")]
    [InlineData("number_of_customers")]
    [InlineData("member_since")]
    [InlineData("employee_count")]
    [InlineData("year")]
    [InlineData("id")]
    [InlineData("agent")]
    [InlineData("card")]
    [InlineData("card_type")]
    [InlineData("plate_size")]
    [InlineData("phone_brand")]
    [InlineData("email_sent")]
    [InlineData("mailing")]
    [InlineData("tax")]
    [InlineData("tax_code")]
    [InlineData("tax_rate")]
    [InlineData("license_type")]
    [InlineData("doctor")]
    [InlineData("serial")]
    [InlineData("num_agent")]
    [InlineData("driver")]
    [InlineData("personal")]
    [InlineData("national")]
    [InlineData("manager_level")]
    [InlineData("rep")]
    [InlineData("vin_year")]
    [InlineData("ssn_last4")]
    [InlineData("card_code")]
    public void OtherNames(string name) => Assert.False(SubjectNames.Are(name));

    [Fact]
    public void CodesOfPeopleAreKeysHoweverManyRowsEachHas()
    {
        string[] codes = [.. Enumerable.Range(0, 60).Select(i => $"C{1000 + (i * 7)}")];
        Assert.True(Kind(codes, 50, "customer_id") is IdentifierKind { Repeats: true });
        Assert.IsType<CategoryKind>(Kind(codes, 50, "product_id"));
        Assert.IsType<CategoryKind>(Kind(codes, 50, "customer_segment"));
        Assert.IsType<CategoryKind>(Kind(codes[..19], 50, "customer_id"));
        Assert.IsType<CategoryKind>(Kind([.. codes.Select(code => $"group {code}")], 50, "customer_id"));
        // Of few rows each, the name does not matter; of a few frequent ones it does.
        Assert.True(Kind(codes, 4, "bin") is IdentifierKind { Repeats: true });
        int[] skewed = [.. codes.Select((_, i) => i < 6 ? 60 : 2)];
        Assert.IsType<CategoryKind>(TextKinds.Decide(codes, skewed, 0, "texts", "diagnosis").Kind);
        Assert.IsType<CategoryKind>(Kind([.. codes.Select(code => code[1..])], 4, "zip", "codes, by the name"));

        static ColumnKind Kind(string[] texts, int rows, string name, string why = "texts") =>
            TextKinds.Decide(texts, [.. texts.Select(_ => rows)], 0, why, name).Kind;
    }

    [Fact]
    public void WholeNumbersOfPeopleAreKeysThatRepeat()
    {
        int[] numbers = [.. Enumerable.Range(0, 2000).Select(i => 104_233 + (i % 90 * 37))];
        var kind = Assert.IsType<IdentifierKind>(Of("customer_id", numbers).Columns[0].Kind);
        Assert.True(kind.Repeats);
        Assert.Equal(90, kind.Texts.Count);
        var table = Of("customer_id", numbers);
        Assert.Equal("104270", table.Columns[0].Write(table[1, 0]));
        // Few rows each, and named as keys are.
        Assert.True(
            Of("order_id", [.. numbers.Select((_, i) => 5_000 + (i / 3))]).Columns[0].Kind
                is IdentifierKind { Repeats: true }
        );
        Assert.IsType<NumberKind>(Of("station_id", numbers).Columns[0].Kind);
        Assert.IsType<NumberKind>(Of("price", numbers).Columns[0].Kind);
        Assert.IsType<NumberKind>(Of("index", [.. numbers.Select((_, i) => 5_000 + (i / 3))]).Columns[0].Kind);
        Assert.IsType<NumberKind>(Of("customer", [.. numbers.Select(number => number % 2)]).Columns[0].Kind);
        Assert.IsType<NumberKind>(
            Of("employee_number", [.. numbers.Select(number => 1 + (number % 40))]).Columns[0].Kind
        );
        Assert.IsType<NumberKind>(
            Of("member_since", [.. numbers.Select(number => 1990 + (number % 30))]).Columns[0].Kind
        );

        static Table Of(string name, int[] cells) => Table.FromArrays((name, cells));
    }
}
